// Chinese unless the browser asks for English. Only one locale is loaded, because the file that arrives last would
// otherwise decide in which language dates are written.
const asked = (navigator.languages?.[0] ?? navigator.language ?? 'zh').toLowerCase();
const language = asked.startsWith('en') ? 'en' : 'zh';

export default {
  app: {
    name: '个人中心',
    vendor: '特种作业证书延续'
  },
  dateFormat: {
    normal: 'LLL',
    long: 'LLLL'
  },
  locales: {
    availableLocales: ['zh', 'en'],
    fallbackLocale: language
  }
};
