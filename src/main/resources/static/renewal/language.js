/**
 * Chinese, or English for who chooses it: the frame around the content (headings, labels, buttons). What the law, the
 * office and the applicant write stays Chinese. Texts that aren't listed here stay as they are.
 */
import {make} from './dom.js';

const KEY = 'renewal.language';

const ENGLISH = {
  '建筑施工特种作业人员职业资格认定（延续）': 'Renewal of special-operations certificates in construction',
  '智能导航，为您提供准确办事引导': 'We guide you through every step',
  '大字版': 'Large type', '标准版': 'Standard type',
  '正在载入，请稍候…': 'Loading, please wait…',
  '查找': 'Find', '认证': 'Identity', '填表': 'Form', '取件': 'Delivery', '确认': 'Confirm', '签名': 'Sign',
  '（已完成）': ' (done)',
  '上一步': 'Back', '下一步': 'Next', '保存草稿': 'Save draft', '暂存': 'Save', '提交': 'Submit', '取消': 'Cancel',
  '撤回申请': 'Withdraw application', '撤回': 'Withdraw', '进入办事': 'Begin', '查询': 'Look up', '搜索': 'Search',
  '请稍候…': 'Please wait…', '正在提交…': 'Submitting…', '正在返回…': 'Going back…', '正在保存…': 'Saving…',
  '正在进入…': 'Opening…', '正在领取…': 'Claiming…',
  '查找服务事项': 'Find the service', '搜索服务事项': 'Search services', '按部门查找': 'Browse by department',
  '个人服务': 'Services for persons', '按部门': 'By department', '在线办理': 'Apply online',
  '用户须知': 'Please note', '请仔细阅读“用户须知”，然后进入办事。': 'Read the notes carefully, then begin.',
  '我已仔细阅读并了解以上“用户须知”': 'I have read and understood the notes above',
  '人脸识别认证': 'Face authentication', '人脸认证成功！': 'You are authenticated.', '认证时间：': 'at ',
  '打开手机 APP“浙里办”；': 'Open the app 浙里办 on your phone;',
  '点“扫一扫”，扫描二维码；': 'tap 扫一扫 and scan the code;',
  '按手机提示完成实名认证，本页会自动进入下一步。': 'follow the phone; this page moves on by itself.',
  '正在准备二维码，请稍候…': 'Preparing the code…', '重新获取二维码': 'Get a new code',
  '请使用手机 APP 扫一扫，完成实名认证。': 'Scan the code with the phone app.',
  '演示用替身，非真实人脸识别。': 'Stand-in for demonstration, not a real face check.',
  '没有扫码的手机？': 'No phone at hand? ', '在本机打开手机认证页（演示）': 'Open the phone page here (demonstration)',
  '在线填表': 'Application form', '带': 'Fields with', '的为必填项。': 'are required.',
  '个人信息': 'Personal data', '请选择参加继续教育所在地': 'Where you took part in continuing education',
  '市：': 'City:', '区县：': 'District:', '姓名：': 'Name:', '身份证号码：': 'Identity number:', '性别：': 'Sex:',
  '证书信息': 'Certificate', '这个地方一定要注意！！！': 'Please take care here!',
  '证书编号要填写新的证书编号': 'Enter the new certificate number',
  '您名下的证书：': 'Certificates in your name:',
  '特种作业操作资格证书编号：': 'Certificate number:', '操作类别：': 'Trade:', '初始领证日期：': 'First issued:',
  '证书有效期起始：': 'Valid from:', '证书有效期至：': 'Valid until:', '发证机关：': 'Issued by:',
  '本人承诺': 'Undertaking', '同意（需勾选）': 'I agree (required)', '日期：': 'Date:',
  '请注意查看“本人承诺”的内容，没有问题再点“下一步”。': 'Read the undertaking before you go on.',
  '取件方式': 'Delivery', '取件说明': 'About delivery', '办理结果材料': 'What you will get', '材料名称': 'Document',
  '材料形式': 'Form', '建筑施工特种作业人员资格证书': 'Special-operations certificate', '电子材料': 'Electronic',
  '电子证件': 'Electronic certificate', '邮寄': 'By post', '收件信息': 'Recipient', '收件人：': 'Recipient:',
  '联系电话：': 'Telephone:', '详细地址：': 'Address:', '邮寄费用：': 'Postage:',
  '信息确认': 'Confirm your data', '获取电子签名': 'Go on to sign', '取件信息': 'Delivery', '事项名称': 'Service',
  '办结材料': 'Result', '电子签名': 'Signature', '获取电子签名，签好名字，并提交': 'Sign, then submit',
  '请在此处签名': 'Sign here', '清除重签': 'Clear', '不方便手写？以键入姓名生成签名': 'Cannot draw? Type your name',
  '签名人姓名：': 'Your name:', '生成签名': 'Make the signature', '查看所签署的申报内容': 'What you are signing',
  '补正': 'Correction', '您的申请需要补正': 'Your application needs corrections', '需要补正的内容': 'To be corrected',
  '其他内容（不需要修改）': 'Everything else (unchanged)',
  '我的证照': 'My certificates', '我的办件': 'My cases', '下载我的个人信息': 'Download my personal data', '办事首页': 'Home', '待办任务': 'Tasks', '退出': 'Log out',
  '登录': 'Log in', '用户登录': 'Log in', '用户名': 'User name', '密码': 'Password', '显示密码': 'Show password',
  '下载': 'Download', '使用期': 'Valid', '至': 'to', '证书编号': 'Number', '姓名': 'Name', '操作类别': 'Trade',
  '发证机关': 'Issued by', '状态': 'Status', '查看与下载': 'View and download', '保存到本机': 'Save',
  '在新窗口打开': 'Open in a new window', '您的证书': 'Your certificate', '其他证照': 'Other certificates',
  '好差评': 'Your rating', '您对本次办事是否满意？': 'Were you satisfied?', '非常满意': 'Very satisfied',
  '满意': 'Satisfied', '基本满意': 'Fairly satisfied', '不满意': 'Dissatisfied', '非常不满意': 'Very dissatisfied',
  '意见建议：': 'Remarks:', '提交评价并完成': 'Send and finish',
  '受理审查': 'Acceptance', '审核决定': 'Decision', '期限处置': 'Deadline', '寄送证书': 'Posting', '申请人': 'Applicant',
  '办件编号': 'Case number', '身份证号码': 'Identity number', '性别': 'Sex', '办件状态': 'Status', '办理期限': 'Due',
  '系统核查提示': 'Findings', '未发现问题': 'Nothing found', '程度': 'Severity', '内容': 'Finding', '依据': 'Ground',
  '项目': 'Item', '申请人填报': 'Entered', '登记库': 'Registry', '不一致': 'differs', '办理记录': 'History',
  '文书': 'Papers', '受理决定': 'Decision', '受理': 'Accept', '要求补正': 'Ask for correction', '不予受理': 'Do not accept',
  '准予延续': 'Approve', '不予延续': 'Reject', '确认决定': 'Confirm decision', '确认处置': 'Confirm',
  '延长办理期限': 'Extend', '督促限时办结': 'Urge', '理由': 'Reasons', '领取并办理': 'Claim and open',
  '这项任务还没有人领取': 'Nobody has claimed this task', '快递公司': 'Carrier', '运单号': 'Tracking number',
  '确认已寄出': 'Posted', '寄送登记': 'Posting', '查看我的办件': 'My cases', '返回办事首页': 'Home',
  '返回任务列表': 'Back to the list', '当前状态': 'Status', '办理进度': 'Progress', '办事结果与文书': 'Results and papers',
  '消息提醒': 'Messages', '继续办理': 'Go on', '查看进度': 'See progress', '正在办理': 'In progress',
  '常用入口': 'Where to go', '跳到主要内容': 'Skip to content', '‹ 任务列表': '‹ Tasks'
};

const stored = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

/** The language that was chosen, else the browser's. */
export const language =
  stored() ?? ((navigator.languages?.[0] ?? navigator.language ?? 'zh').toLowerCase().startsWith('en') ? 'en' : 'zh');

const english = text => ENGLISH[text.trim().replace(/\s+/g, ' ')];

function translateText(node) {
  const text = english(node.nodeValue);
  if (text !== undefined && node.parentElement && !node.parentElement.closest('script, style, option, [translate="no"]')) {
    node.nodeValue = text;
    node.parentElement.lang = 'en';
  }
}

function translate(root) {
  if (root.nodeType === Node.TEXT_NODE) {
    translateText(root);
    return;
  }
  if (root.nodeType !== Node.ELEMENT_NODE) {
    return;
  }
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    translateText(texts.currentNode);
  }
  for (const element of [root, ...root.querySelectorAll('[aria-label], [placeholder]')]) {
    for (const name of ['aria-label', 'placeholder']) {
      const text = element.hasAttribute(name) ? english(element.getAttribute(name)) : undefined;
      if (text !== undefined) {
        element.setAttribute(name, text);
      }
    }
  }
}

/** Puts a switch beside each switch of the type size. */
function offer(root) {
  for (const button of root.querySelectorAll?.('[data-large-type]:not([data-with-language])') ?? []) {
    button.dataset.withLanguage = '';
    button.after(
      make('button', {
        type: 'button',
        class: button.className,
        lang: language === 'en' ? 'zh-CN' : 'en',
        text: language === 'en' ? '中文' : 'English',
        onclick: () => {
          try {
            localStorage.setItem(KEY, language === 'en' ? 'zh' : 'en');
          } catch {
            // Without storage the browser's language holds.
          }
          location.reload();
        }
      })
    );
  }
}

export function start() {
  const work = root => {
    if (root.nodeType === Node.ELEMENT_NODE) {
      offer(root);
    }
    if (language === 'en') {
      translate(root);
    }
  };
  new MutationObserver(changes => {
    for (const change of changes) {
      if (change.type === 'characterData') {
        work(change.target);
      }
      change.addedNodes.forEach(work);
    }
  }).observe(document.body, {childList: true, subtree: true, characterData: language === 'en'});
  work(document.body);
}
