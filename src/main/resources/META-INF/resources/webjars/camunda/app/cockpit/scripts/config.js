export default {
  app: {
    name: '流程监控',
    vendor: '特种作业证书延续'
  },
  dateFormat: {
    normal: 'LLL',
    long: 'LLLL'
  }
};
