export default {
  app: {
    name: '待办任务',
    vendor: '特种作业证书延续'
  },
  dateFormat: {
    normal: 'LLL',
    long: 'LLLL'
  },
  locales: {
    availableLocales: ['en', 'zh'],
    fallbackLocale: 'en'
  },
  customScripts: ['scripts/renewal-plugin'],
  disableWelcomeMessage: true,
  // No keyboard shortcuts of Tasklist's own: they take keys away from people who fill in forms.
  shortcuts: {}
};
