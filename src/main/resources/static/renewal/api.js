/** The project's own API: one place for addresses, the anti-forgery token and the kinds of failure. */

/** Root of the application, whatever its context path: this file lies in <root>/renewal/. */
export const root = new URL('../', import.meta.url);

export const address = path => new URL(path.replace(/^\//, ''), root).href;

/** An answer that isn't a success. `kind` says what the user can do about it. */
export class Failure extends Error {
  constructor(kind, status, problem = {}) {
    super(problem.detail || problem.title || kind);
    this.kind = kind;
    this.status = status;
    this.problem = problem;
  }

  /** Problems at fields, as `[{field, message}]`. */
  get errors() {
    return Array.isArray(this.problem.errors) ? this.problem.errors : [];
  }
}

const KINDS = {401: 'login', 403: 'forbidden', 404: 'gone', 409: 'conflict', 413: 'invalid', 422: 'invalid', 400: 'invalid'};

/** Browsers refuse kept-alive requests above 64 KiB in total. */
const KEEPALIVE_LIMIT = 60_000;

const token = () => {
  const found = document.cookie.split('; ').find(cookie => cookie.startsWith('RENEWAL-XSRF='));
  return found ? decodeURIComponent(found.slice('RENEWAL-XSRF='.length)) : '';
};

async function answerOf(response) {
  const type = response.headers.get('content-type') || '';
  if (!type.includes('json')) {
    return null;
  }
  try {
    return await response.json();
  } catch {
    return null;
  }
}

async function send(method, path, body, {leaving = false, signal} = {}) {
  const isFile = body instanceof Blob;
  const text = body === undefined || isFile ? body : JSON.stringify(body);
  const headers = {Accept: 'application/json, application/problem+json'};
  if (text !== undefined) {
    headers['Content-Type'] = isFile ? body.type || 'application/octet-stream' : 'application/json';
  }
  if (method !== 'GET') {
    headers['X-RENEWAL-XSRF'] = token();
  }
  let response;
  try {
    response = await fetch(address(path), {
      method,
      headers,
      body: text,
      signal,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'manual',
      keepalive: leaving && (text === undefined || text.length < KEEPALIVE_LIMIT / 3)
    });
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new Failure('network', 0);
  }
  if (response.type === 'opaqueredirect') {
    throw new Failure('login', 401);
  }
  const answer = await answerOf(response);
  if (!response.ok) {
    throw new Failure(KINDS[response.status] || 'server', response.status, answer || {});
  }
  if (response.status !== 204 && answer === null) {
    throw new Failure('server', response.status);
  }
  return answer;
}

/** Writes once more with a fresh token when only the token was the matter (first request of a page, new login). */
async function write(method, path, body, options = {}) {
  if (!token() && !options.leaving) {
    await send('GET', '/api/me').catch(() => {});
  }
  const used = token();
  try {
    return await send(method, path, body, options);
  } catch (failure) {
    if (failure.kind !== 'forbidden' || options.leaving) {
      throw failure;
    }
    await send('GET', '/api/me');
    if (token() === used) {
      throw failure;
    }
    return send(method, path, body, options);
  }
}

const id = encodeURIComponent;

export const api = {
  me: () => send('GET', '/api/me'),
  services: (query, options) => send('GET', `/api/services?query=${id(query)}`, undefined, options),
  listed: taskIds => send('GET', `/api/tasks?ids=${taskIds.map(id).join(',')}`),
  task: taskId => send('GET', `/api/tasks/${id(taskId)}`),
  draft: (taskId, body, options) => write('PUT', `/api/tasks/${id(taskId)}/draft`, body, options),
  complete: (taskId, body) => write('POST', `/api/tasks/${id(taskId)}/completion`, body),
  claim: taskId => write('POST', `/api/tasks/${id(taskId)}/claim`),
  certificate: (taskId, number, options) =>
    write('POST', `/api/tasks/${id(taskId)}/certificate`, {number}, options),
  photo: taskId => send('GET', `/api/tasks/${id(taskId)}/photo`),
  keepPhoto: (taskId, file) => write('PUT', `/api/tasks/${id(taskId)}/photo`, file),
  dropPhoto: taskId => write('DELETE', `/api/tasks/${id(taskId)}/photo`),
  face: (taskId, options) => send('GET', `/api/tasks/${id(taskId)}/face`, undefined, options),
  renewFace: taskId => write('POST', `/api/tasks/${id(taskId)}/face`),
  agreeToFace: (taskId, agreed) => write('POST', `/api/tasks/${id(taskId)}/face/consent`, {agreed}),
  goToCounter: (taskId, office) => write('POST', `/api/tasks/${id(taskId)}/face/counter`, {office}),
  excludeTime: (taskId, body) => write('POST', `/api/tasks/${id(taskId)}/excluded-time`, body),
  proposeExtension: (taskId, body) => write('POST', `/api/tasks/${id(taskId)}/extension-proposal`, body),
  countTime: (taskId, version) => write('DELETE', `/api/tasks/${id(taskId)}/excluded-time?version=${id(version)}`),
  beginImport: mapping => write('POST', '/admin/import/uploads', new Blob([mapping], {type: 'text/plain;charset=utf-8'})),
  sendImport: (importId, file, seq, piece) => write('PUT', `/admin/import/uploads/${id(importId)}/${id(file)}/${seq}`, piece),
  checkImport: importId => write('POST', `/admin/import/uploads/${id(importId)}/check`),
  withdraw: number => write('POST', `/api/cases/${id(number)}/withdrawal`)
};
