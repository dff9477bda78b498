/** Draws charts; each stands beside its table, which says the same. */
import { library, make } from './base.js';

export const COLOURS = ['#1257c4', '#12936b', '#d9822b', '#b3261e', '#6b4fbb', '#5b6b7f', '#0f8ea8'];

/** What is hidden is no number, and leaves a gap. */
const drawn = value => (typeof value === 'number' ? value : null);

/**
 * Draws a chart.
 *
 * @param kind `bar`, `line` or `across` (bars that lie)
 * @param series a list of {label, values}
 */
export async function chart(context, title, kind, labels, series, { stacked = false, unit = '' } = {}) {
  const Chart = await library(context, 'chart.js/4.5.1/dist/chart.umd.min.js', 'Chart');
  const canvas = make('canvas', { role: 'img', 'aria-label': title });
  const box = make('div', { class: 'insight-chart' }, canvas);
  if (kind === 'across') {
    box.style.height = `${Math.max(180, 70 + labels.length * 26)}px`;
  }
  const across = kind === 'across';
  const numbers = { beginAtZero: true, stacked, ticks: { precision: 0 }, title: { display: unit !== '', text: unit }, grid: { color: '#e6ebf2' } };
  const names = { stacked, grid: { display: false }, ticks: { autoSkip: false, maxRotation: 60 } };
  const picture = new Chart(canvas, {
    type: kind === 'line' ? 'line' : 'bar',
    data: {
      labels,
      datasets: series.map((it, index) => ({
        label: it.label,
        data: it.values.map(drawn),
        backgroundColor: it.colour ?? COLOURS[index % COLOURS.length],
        borderColor: it.colour ?? COLOURS[index % COLOURS.length],
        borderWidth: kind === 'line' ? 2 : 0,
        pointRadius: 3,
        tension: 0.25,
        maxBarThickness: 34,
        borderRadius: kind === 'line' ? 0 : 3
      }))
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      indexAxis: across ? 'y' : 'x',
      interaction: { mode: 'index', intersect: false, axis: across ? 'y' : 'x' },
      plugins: { legend: { display: series.length > 1, position: 'top', align: 'start', labels: { boxWidth: 12 } } },
      scales: across ? { x: numbers, y: names } : { x: names, y: numbers }
    }
  });
  return { box, destroy: () => picture.destroy() };
}
