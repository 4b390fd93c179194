// Where it will run: bare metal, a cloud or a board; and the processor.
import { fill, h } from '../lib/dom.js';
import { t } from '../lib/i18n.js';
import { checkbox, radios } from '../lib/parts.js';
import { atLeast } from '../lib/versions.js';

export function machineSection(form) {
  const targets = h('div', {});
  const kinds = h('div', {});
  const processor = h('div', { class: 'processor' });
  let shown = '';
  const section = { title: t('machine.title'), node: h('div', {}, targets, kinds, processor), update };
  fill(targets, radios({
    name: 'target',
    legend: t('machine.target'),
    hiddenLegend: true,
    value: form.state.target,
    options: ['metal', 'cloud', 'sbc'].map((value) => ({ value, label: t(`target.${value}`), hint: t(`target.${value}.hint`) })),
    choose: (target) => form.change({ target, overlay: null, overlayOptions: '' }),
  }));
  update();
  return section;

  function update() {
    const { state } = form;
    const key = `${state.target} ${state.version}`;
    if (key !== shown) {
      shown = key;
      fill(kinds, kindsOf());
    }

    fill(processor, state.target === 'sbc' ? null : [architectures(), secureBoot()]);
    processor.hidden = state.target === 'sbc';
  }

  function kindsOf() {
    const { state } = form;
    if (state.target === 'cloud') {
      return list('platform', t('machine.platform'), state.platform, form.platforms.filter((platform) => platform.name !== 'metal'), state.version,
        (platform) => form.change({ platform }));
    }

    return state.target === 'sbc'
      ? list('board', t('machine.board'), state.board, form.boards, state.version, (board) => form.change({ board, overlayOptions: '' }))
      : [];
  }

  function list(name, legend, value, rows, version, choose) {
    return radios({
      name,
      legend,
      value,
      layout: 'grid',
      options: rows.map((row) => {
        const old = !atLeast(version, row.minimum ?? (name === 'board' ? 'v1.7.0' : null));
        return { value: row.name, label: row.label, hint: old ? t('machine.since', { version: row.minimum ?? 'v1.7.0' }) : null, disabled: old && row.name !== value };
      }),
      choose,
    });
  }

  function architectures() {
    return radios({
      name: 'arch',
      legend: t('machine.arch'),
      layout: 'row',
      value: form.state.arch,
      options: ['amd64', 'arm64'].map((value) => ({
        value, label: value, hint: t(`arch.${value}`), disabled: !form.platform.architectures.includes(value),
      })),
      choose: (arch) => {
        form.change({ arch });
        document.querySelector('input[name=arch]:checked')?.focus();
      },
    });
  }

  function secureBoot() {
    return h('div', { class: 'secureboot' }, checkbox({
      label: t('machine.secureboot'),
      hint: form.canSecureBoot ? t('machine.secureboot.hint') : t(form.about.secureBoot ? 'machine.secureboot.not' : 'machine.secureboot.off'),
      checked: form.state.secureboot,
      disabled: !form.canSecureBoot,
      change: (secureboot) => {
        form.change({ secureboot });
        document.querySelector('.secureboot input')?.focus();
      },
    }));
  }
}
