/** Moving about inside Tasklist. */

const parameters = () => {
  const at = location.hash.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : location.hash.slice(at + 1));
};

/** The task that Tasklist has open, or null. */
export const openTaskId = () => parameters().get('task');

/** Opens a task in Tasklist; the chosen filter stays. */
export function openTask(taskId) {
  const query = parameters();
  query.set('task', taskId);
  query.delete('detailsTab');
  location.hash = `#/?${query}`;
}

/** Back to the list, with no task open. */
export function openList() {
  const query = parameters();
  query.delete('task');
  query.delete('detailsTab');
  location.hash = `#/?${query}`;
}
