// Pieces that several views show.
import { announce, fill, h, icon, svg, uniqueId } from './dom.js';
import { t } from './i18n.js';

// Browsers give the clipboard to secure origins only; a factory at plain HTTP copies as pages always did.
async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }

  const area = h('textarea', { class: 'hidden', 'aria-hidden': 'true', value: text });
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  const isDone = document.execCommand('copy');
  area.remove();
  focused?.focus();
  if (!isDone) {
    throw new Error('The browser did not copy.');
  }
}

/** A button that copies a text and says so. */
export function copyButton(text, label, doing = t('copy.do')) {
  const caption = h('span', {}, doing);
  const button = h('button', {
    type: 'button',
    class: 'button small copy',
    'aria-label': `${doing}: ${label}`,
    onclick: async () => {
      try {
        await copy(text);
        fill(caption, t('copy.done'));
        announce(t('copy.done'));
        button.classList.add('done');
        setTimeout(() => {
          fill(caption, doing);
          button.classList.remove('done');
        }, 2000);
      } catch {
        announce(t('copy.failed'));
        fill(caption, t('copy.failed'));
      }
    },
  }, icon('copy'), caption);
  return button;
}

/** Text to read and to copy. */
export function code(text, label, { wrap = false, titled = false } = {}) {
  return h('div', { class: titled ? 'code titled' : 'code' },
    titled ? h('span', { class: 'caption' }, label) : null,
    h('pre', { class: wrap ? 'wrap' : null, tabindex: '0', role: 'group', 'aria-label': label }, h('code', {}, text)),
    copyButton(text, label));
}

/** An ID or digest in full, to copy. */
export function hash(text, label) {
  return h('span', { class: 'hash' }, h('code', {}, text), copyButton(text, label));
}

/** A QR code that is drawn when it is asked for. */
export function qr(text) {
  const box = h('div', { class: 'qr' });
  const draw = async () => {
    const { encode } = await import('./qr.js');
    const modules = encode(text);
    if (modules && !box.hasChildNodes()) {
      const size = modules.length + 8;
      const path = modules.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : ''))).join('');
      fill(box, svg('svg', { viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': t('qr.label', { what: text }) },
        svg('rect', { width: size, height: size, fill: '#fff' }), svg('path', { d: path, fill: '#000' })));
    }
  };
  return h('details', { class: 'more qr-code', ontoggle: draw }, h('summary', {}, icon('qr'), t('qr.show')), box);
}

/** What did not work, and what can be done. */
export function problem(error, retry) {
  const kind = ['offline', 'busy', 'missing'].includes(error.kind) ? error.kind : 'failed';
  const box = h('div', { class: 'problem', role: 'alert' },
    h('h3', {}, icon('warning'), t(`problem.${kind}.title`)),
    h('p', {}, t(`problem.${kind}.text`)),
    error.message && kind !== 'offline' ? h('p', { class: 'reason' }, error.message) : null,
    error.job?.steps?.length > 0 ? h('p', {}, t('problem.stage', { stage: t(`stage.${error.job.steps.at(-1).stage}`) })) : null,
    error.requestId ? h('p', { class: 'request' }, t('problem.request'), ' ', hash(error.requestId, t('problem.request'))) : null);
  if (retry) {
    const wait = h('span', { class: 'muted' });
    const button = h('button', { type: 'button', class: 'button', onclick: retry }, t('problem.retry'));
    box.append(h('p', { class: 'actions' }, button, wait));
    if (error.retryAfter > 0) {
      countDown(error.retryAfter, wait, box, retry);
    }
  }

  return box;
}

function countDown(left, label, box, retry) {
  if (!box.isConnected && label.textContent !== '') {
    return;
  }

  if (left <= 0) {
    retry();
    return;
  }

  fill(label, t('problem.again', { count: left }));
  setTimeout(() => countDown(left - 1, label, box, retry), 1000);
}

/** Something is on its way. */
export function waiting(text = t('waiting')) {
  return h('p', { class: 'waiting', role: 'status' }, h('span', { class: 'pulse', 'aria-hidden': 'true' }), text);
}

/** A remark: 'note', 'warning' or 'error'. */
export function remark(kind, ...content) {
  return h('p', { class: `remark ${kind}` }, kind === 'note' ? null : icon('warning'), h('span', {}, content));
}

/** One of several: options of { value, label, hint, disabled, name }. */
export function radios({ name, legend, hiddenLegend = false, value, options, layout = 'cards', choose }) {
  const group = h('fieldset', { class: `radios ${layout}` }, h('legend', { class: hiddenLegend ? 'hidden' : null }, legend));
  for (const option of options) {
    const id = uniqueId(name);
    const hint = option.hint ? h('span', { class: 'hint', id: `${id}-hint` }, option.hint) : null;
    group.append(h('label', { class: option.disabled ? 'choice off' : 'choice', for: id },
      h('input', {
        type: 'radio',
        name,
        id,
        value: option.value,
        checked: option.value === value,
        disabled: Boolean(option.disabled),
        'aria-labelledby': `${id}-label`,
        'aria-describedby': hint && `${id}-hint`,
        onchange: () => choose(option.value),
      }),
      h('span', { class: 'choice-text' }, h('span', { class: 'label', id: `${id}-label` }, option.label), hint)));
  }

  return group;
}

/** Yes or no. */
export function checkbox({ label, hint, checked, disabled, change }) {
  const id = uniqueId('check');
  return h('label', { class: disabled ? 'choice off' : 'choice', for: id },
    h('input', {
      type: 'checkbox', id, checked, disabled: Boolean(disabled), 'aria-labelledby': `${id}-label`, 'aria-describedby': hint ? `${id}-hint` : null,
      onchange: (event) => change(event.target.checked),
    }),
    h('span', { class: 'choice-text' }, h('span', { class: 'label', id: `${id}-label` }, label), hint ? h('span', { class: 'hint', id: `${id}-hint` }, hint) : null));
}

/** A labelled input or textarea. */
export function field({ label, hint, value = '', placeholder = '', rows = 0, type = 'text', mono = false, change, invalid = '' }) {
  const id = uniqueId('field');
  const described = [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(' ');
  const input = h(rows > 0 ? 'textarea' : 'input', {
    id,
    type: rows > 0 ? null : type,
    rows: rows > 0 ? String(rows) : null,
    class: mono ? 'mono' : null,
    placeholder,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    value: String(value),
    'aria-describedby': described,
    oninput: (event) => change(event.target.value),
  });
  const error = h('span', { class: 'field-error', id: `${id}-error` }, invalid);
  const node = h('div', { class: 'field' }, h('label', { for: id }, label), hint ? h('span', { class: 'hint', id: `${id}-hint` }, hint) : null, input, error);
  node.input = input;
  node.setInvalid = (text) => {
    fill(error, text);
    input.setAttribute('aria-invalid', String(text !== ''));
  };
  return node;
}

/** A link inside of the page. */
export function link(href, properties, ...content) {
  return h('a', { href, 'data-view': '', ...properties }, content);
}
