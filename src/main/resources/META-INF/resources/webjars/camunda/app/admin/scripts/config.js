export default {
  app: {
    name: '系统管理',
    vendor: '特种作业证书延续'
  },
  dateFormat: {
    normal: 'LLL',
    long: 'LLLL'
  }
};
