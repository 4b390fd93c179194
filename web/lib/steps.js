// A job while it runs: its stages, bytes and an honest time.
import { fill, h, icon } from './dom.js';
import { bytes, seconds } from './format.js';
import { current, t } from './i18n.js';
import { Pace } from './pace.js';

/** A box that shows a job; call its `show` with every news of it. */
export function progress() {
  const pace = new Pace();
  const list = h('ol', { class: 'stages' });
  const bar = h('progress', { 'aria-label': t('progress.label') });
  const line = h('p', { class: 'muted' });
  const box = h('div', { class: 'progress', role: 'status' }, list, bar, line);
  let shown = '';
  box.show = (job) => {
    const names = [...new Set(job.steps.map((step) => step.stage))];
    const key = names.join();
    if (key !== shown) {
      shown = key;
      fill(list, names.map((name, index) => h('li', { class: index < names.length - 1 ? 'past' : 'now' },
        index < names.length - 1 ? icon('check') : h('span', { class: 'pulse', 'aria-hidden': 'true' }), t(`stage.${name}`))));
    }

    const step = job.steps.at(-1) ?? { bytesDone: 0, bytesTotal: 0 };
    if (step.bytesTotal > 0) {
      bar.max = step.bytesTotal;
      bar.value = step.bytesDone;
    } else {
      bar.removeAttribute('value');
    }

    const left = pace.note(step.bytesDone, step.bytesTotal, performance.now());
    const amount = step.bytesTotal > 0 ? t('progress.bytes', { done: bytes(step.bytesDone, current()), total: bytes(step.bytesTotal, current()) }) : '';
    fill(line, names.length === 0 ? t('progress.start') : amount, left === null ? '' : ` · ${t('progress.left', { time: seconds(left, current()) })}`);
  };
  return box;
}
