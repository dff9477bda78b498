/** Moving about inside Tasklist. */

const parameters = () => {
  const at = location.hash.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : location.hash.slice(at + 1));
};

let lost = false;

/** Tasklist forgets who is logged in when a session ends; it must start anew at the next move. */
export function tasklistLostLogin() {
  lost = true;
}

function move(query) {
  location.hash = `#/?${query}`;
  if (lost) {
    location.reload();
  }
}

/** The task that Tasklist has open, or null. */
export const openTaskId = () => parameters().get('task');

/** Opens a task in Tasklist; the chosen filter stays. */
export function openTask(taskId) {
  const query = parameters();
  query.set('task', taskId);
  query.delete('detailsTab');
  move(query);
}

/** Back to the list, with no task open. */
export function openList() {
  const query = parameters();
  query.delete('task');
  query.delete('detailsTab');
  move(query);
}
