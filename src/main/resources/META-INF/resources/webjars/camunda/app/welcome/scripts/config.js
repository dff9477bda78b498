// Chinese unless English is chosen, or asked for by the browser. Only one locale is loaded, because the file that arrives last would
// otherwise decide in which language dates are written.
const chosen = () => {
  try {
    return localStorage.getItem('renewal.language');
  } catch {
    return null;
  }
};
const asked = (chosen() ?? navigator.languages?.[0] ?? navigator.language ?? 'zh').toLowerCase();
const language = asked.startsWith('en') ? 'en' : 'zh';

export default {
  app: {
    name: language === 'en' ? 'My account' : '个人中心',
    vendor: language === 'en' ? 'Certificate renewal' : '特种作业证书延续'
  },
  dateFormat: {
    normal: 'LLL',
    long: 'LLLL'
  },
  locales: {
    availableLocales: [language],
    fallbackLocale: language
  }
};
