/** Draws charts; each stands beside its table, which says the same. */
import { library, make } from './base.js';

export const COLOURS = ['#1257c4', '#12936b', '#d9822b', '#b3261e', '#6b4fbb', '#5b6b7f', '#0f8ea8'];

const SMALL = '<5';
const HALF_OF_SMALL = 2.5;

/** What is small is drawn pale and between none and five; what else is hidden leaves a gap. */
const drawn = value => (typeof value === 'number' ? value : value === SMALL ? HALF_OF_SMALL : null);
const shade = (colour, values) => values.map(value => (value === SMALL ? `${colour}55` : colour));

/** Tells whether a line leads from one number to the next, and is more than a guess. */
const near = (values, from, to) => to === from + 1 && typeof values[from] === 'number' && typeof values[to] === 'number';

/** Keeps a pale first value from making its key pale. */
const keys = (Chart, series) => chart =>
  Chart.defaults.plugins.legend.labels.generateLabels(chart).map((key, index) => ({ ...key, fillStyle: series[index].colour ?? COLOURS[index % COLOURS.length] }));

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
        backgroundColor: shade(it.colour ?? COLOURS[index % COLOURS.length], it.values),
        borderColor: it.colour ?? COLOURS[index % COLOURS.length],
        borderWidth: kind === 'line' ? 2 : 0,
        segment: { borderDash: at => (near(it.values, at.p0DataIndex, at.p1DataIndex) ? undefined : [4, 4]) },
        spanGaps: true,
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
      plugins: {
        legend: { display: series.length > 1, position: 'top', align: 'start', labels: { boxWidth: 12, generateLabels: keys(Chart, series) } },
        tooltip: { callbacks: { label: at => `${at.dataset.label}: ${series[at.datasetIndex].values[at.dataIndex]}` } }
      },
      scales: across ? { x: numbers, y: names } : { x: names, y: numbers }
    }
  });
  return { box, destroy: () => picture.destroy() };
}
