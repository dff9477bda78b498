export default {
  app: {
    name: '个人中心',
    vendor: '特种作业证书延续'
  },
  dateFormat: {
    normal: 'LLL',
    long: 'LLLL'
  }
};
