// Which Talos.
import { fill, h } from '../lib/dom.js';
import { t } from '../lib/i18n.js';
import { remark } from '../lib/parts.js';
import { grouped, newest, parse } from '../lib/versions.js';

export function versionSection(form) {
  const stable = newest(form.versions);
  const note = h('div', { 'aria-live': 'polite' });
  const select = h('select', { id: 'version', 'aria-describedby': 'version-hint', onchange: (event) => form.change({ version: event.target.value }) });
  const section = {
    title: t('version.title'),
    node: h('div', {},
      h('div', { class: 'field' },
        h('label', { for: 'version' }, t('version.label')),
        h('span', { class: 'hint', id: 'version-hint' }, t('version.hint')),
        select),
      note),
    update,
  };
  update();
  return section;

  function update() {
    const { version } = form.state;
    fill(select,
      form.versions.includes(version) ? null : h('option', { value: version, selected: true }, version),
      grouped(form.versions).map((group) => h('optgroup', { label: `Talos ${group.name}` },
        group.members.map((member) => h('option', { value: member, selected: member === version }, labelOf(member))))),
      form.broken.length > 0
        ? h('optgroup', { label: t('version.broken') }, form.broken.map((member) => h('option', { value: member, disabled: true }, member)))
        : null);
    fill(note, noteOf(version));
  }

  function labelOf(version) {
    if (version === stable) {
      return t('version.latest', { version });
    }

    return parse(version).prerelease === '' ? version : t('version.prerelease', { version });
  }

  function noteOf(version) {
    if (!form.versions.includes(version)) {
      return [
        remark('error', t(form.broken.includes(version) ? 'version.isBroken' : 'version.gone', { version })),
        h('button', { type: 'button', class: 'button', onclick: () => form.change({ version: stable }) }, t('version.use', { version: stable })),
      ];
    }

    return parse(version).prerelease === '' ? null : remark('warning', t('version.prerelease.note'));
  }
}
