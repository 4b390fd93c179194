// What is rarely needed, each behind a line that says whether it is in use.
import { fill, h } from '../lib/dom.js';
import { parts, t } from '../lib/i18n.js';
import * as network from '../lib/network.js';
import * as overlay from '../lib/overlay-options.js';
import { checkbox, field, radios, remark } from '../lib/parts.js';
import { argumentsOf } from '../lib/recipe.js';
import { hasFeature } from '../lib/versions.js';

export function optionsSection(form) {
  const groups = [args(), metaNetwork(), metaOthers(), bootloader(), board(), configuration(), enrolment(), sectors()];
  const section = {
    title: t('options.title'),
    node: h('div', {}, h('p', { class: 'hint' }, t('options.hint')), h('div', { class: 'options' }, groups.map((group) => group.node))),
    update: () => groups.forEach((group) => group.update()),
  };
  section.update();
  return section;

  // The summary's text changes with the choice; what is inside keeps its place and focus.
  function group(name, body, { isUsed, summary, isOffered = () => true, refresh = () => {} }) {
    const state = h('span', { class: 'state' });
    const node = h('details', { class: 'option' }, h('summary', {}, h('span', { class: 'label' }, t(`options.${name}`)), state), h('div', { class: 'body' }, body));
    node.open = isUsed();
    const show = () => {
      node.hidden = !isOffered() && !isUsed();
      fill(state, isUsed() ? summary() : t('options.unused'));
      state.classList.toggle('used', isUsed());
    };
    return {
      node,
      show,
      update: () => {
        refresh();
        show();
      },
    };
  }

  function put(values, which) {
    form.change(values, { redraw: false });
    which.show();
  }

  function args() {
    const input = field({
      label: t('args.label'), hint: parts('args.hint', { example: h('code', { class: 'whole' }, '-console') }), value: form.state.cmdline, placeholder: 'console=ttyS0 -console=tty0', rows: 2, mono: true,
      change: (cmdline) => put({ cmdline }, self),
    });
    const self = group('args', input, {
      isUsed: () => argumentsOf(form.state.cmdline).length > 0,
      summary: () => t('args.count', { count: argumentsOf(form.state.cmdline).length }),
      refresh: () => sync(input, form.state.cmdline),
    });
    return self;
  }

  function metaNetwork() {
    const value = () => form.state.meta.find((entry) => entry.key === network.Key)?.value ?? '';
    const store = (text) => put({
      meta: [...text === '' ? [] : [{ key: network.Key, value: text }], ...form.state.meta.filter((entry) => entry.key !== network.Key)],
    }, self);
    const values = network.read(value()) ?? network.empty();
    const fields = new Map();
    for (const name of ['link', 'address', 'gateway', 'dns', 'hostname', 'ntp']) {
      fields.set(name, field({
        label: t(`network.${name}`),
        placeholder: { link: 'enp1s0', address: '192.0.2.10/24', gateway: '192.0.2.1', dns: '192.0.2.53, 2001:db8::53', hostname: 'node-1', ntp: 'time.example.org' }[name],
        value: values[name],
        change: (text) => {
          values[name] = text.trim();
          const wrong = network.faults(values);
          fields.forEach((input, key) => input.setInvalid(wrong.includes(key) ? t(`network.${key}.fault`) : ''));
          store(network.write(values));
          sync(raw, value());
        },
      }));
    }

    const raw = field({ label: t('network.raw'), hint: t('network.raw.hint'), value: value(), rows: 6, mono: true, change: (text) => {
      store(text);
      Object.assign(values, network.read(text) ?? network.empty());
      fields.forEach((input, name) => sync(input, values[name]));
      simple.hidden = text !== '' && network.read(text) === null;
      complex.hidden = !simple.hidden;
    } });
    const simple = h('div', { class: 'fields' }, [...fields.values()]);
    const complex = remark('note', t('network.complex'));
    const self = group('network', [h('p', { class: 'hint' }, t('network.hint')), simple, complex, h('details', { class: 'more' }, h('summary', {}, t('network.showRaw')), raw)], {
      isUsed: () => value() !== '',
      summary: () => t('options.used'),
      isOffered: () => form.state.target !== 'cloud',
      refresh: () => {
        sync(raw, value());
        const read = network.read(value());
        simple.hidden = value() !== '' && read === null;
        complex.hidden = !simple.hidden;
      },
    });
    return self;
  }

  function metaOthers() {
    const list = h('div', { class: 'pairs' });
    let shown = null;
    const others = () => form.state.meta.filter((entry) => entry.key !== network.Key);
    const store = (entries) => put({ meta: [...form.state.meta.filter((entry) => entry.key === network.Key), ...entries] }, self);
    const draw = () => {
      shown = JSON.stringify(others());
      fill(list, others().map((entry, index) => h('div', { class: 'pair' },
        field({ label: t('meta.key'), value: `0x${entry.key.toString(16).padStart(2, '0')}`, mono: true, change: (text) => {
          const key = /^(0x[0-9a-f]{1,2}|\d{1,3})$/i.test(text) ? Number(text) : 256;
          if (key < 256 && key !== network.Key) {
            edit(index, { ...others()[index], key });
          }
        } }),
        field({ label: t('meta.value'), value: entry.value, mono: true, rows: 1, change: (value) => edit(index, { ...others()[index], value }) }),
        h('button', { type: 'button', class: 'button small', onclick: () => {
          store(others().filter((_, place) => place !== index));
          draw();
          add.focus();
        } }, t('meta.remove')))));
    };
    const edit = (index, entry) => {
      store(others().map((old, place) => (place === index ? entry : old)));
      shown = JSON.stringify(others());
    };
    const add = h('button', { type: 'button', class: 'button small', onclick: () => {
      store([...others(), { key: 12, value: '' }]);
      draw();
      list.querySelector('.pair:last-child input')?.focus();
    } }, t('meta.add'));
    const self = group('meta', [h('p', { class: 'hint' }, t('meta.hint')), list, add], {
      isUsed: () => others().length > 0,
      summary: () => t('meta.count', { count: others().length }),
      refresh: () => JSON.stringify(others()) === shown || draw(),
    });
    return self;
  }

  function bootloader() {
    const body = h('div', {});
    const self = group('bootloader', body, {
      isUsed: () => form.state.bootloader !== '',
      summary: () => t(`bootloader.${form.state.bootloader}`),
      isOffered: () => hasFeature(form.state.version, 1, 10) && form.state.target !== 'sbc',
      refresh: () => fill(body, radios({
        name: 'bootloader', legend: t('options.bootloader'), hiddenLegend: true, layout: 'list', value: form.state.bootloader,
        options: ['', 'sd-boot', 'grub', 'dual-boot'].map((value) => ({
          value,
          label: t(`bootloader.${value || 'auto'}`),
          hint: t(`bootloader.${value || 'auto'}.hint`),
          disabled: form.state.secureboot && (value === 'grub' || value === 'dual-boot') && value !== form.state.bootloader,
        })),
        choose: (value) => put({ bootloader: value }, self),
      })),
    });
    return self;
  }

  function board() {
    const body = h('div', {});
    let shown = null;
    const raw = field({ label: t('overlay.raw'), hint: t('overlay.raw.hint'), value: '', rows: 3, mono: true, change: (overlayOptions) => put({ overlayOptions }, self) });
    const draw = () => {
      shown = form.state.board;
      const store = (name, value) => {
        put({ overlayOptions: overlay.set(form.state.overlayOptions, name, value) }, self);
        sync(raw, form.state.overlayOptions);
      };
      fill(body, form.state.target === 'sbc' ? form.board.options.map((option) => {
        const value = overlay.get(form.state.overlayOptions, option.name);
        return option.kind === 'switch'
          ? checkbox({ label: option.name, hint: t('overlay.switch'), checked: value === true, change: (checked) => store(option.name, checked) })
          : field({ label: option.name, hint: t('overlay.text'), value: typeof value === 'string' ? value : '', rows: 3, mono: true, change: (text) => store(option.name, text) });
      }) : null, raw);
    };
    const self = group('overlay', [h('p', { class: 'hint' }, t('overlay.hint')), body], {
      isUsed: () => form.state.overlayOptions.trim() !== '' || form.state.overlay !== null,
      summary: () => form.state.overlay?.name ?? t('options.used'),
      isOffered: () => form.state.target === 'sbc',
      refresh: () => {
        sync(raw, form.state.overlayOptions);
        if (shown !== form.state.board || form.state.overlayOptions === '') {
          draw();
        }
      },
    });
    return self;
  }

  function configuration() {
    const input = field({
      label: t('config.label'), value: form.state.config, rows: 8, mono: true, placeholder: 'apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: node-1',
      change: (config) => put({ config }, self),
    });
    const self = group('config', form.about.embeddedConfiguration
      ? [h('p', { class: 'hint' }, t('config.hint')), remark('warning', t('config.warning')), input]
      : [remark('note', t('config.off')), form.state.config === '' ? null : input], {
      isUsed: () => form.state.config.trim() !== '',
      summary: () => t('options.used'),
      isOffered: () => hasFeature(form.state.version, 1, 12),
      refresh: () => sync(input, form.state.config),
    });
    return self;
  }

  function enrolment() {
    const body = h('div', {});
    const self = group('enrol', body, {
      isUsed: () => form.state.enroll !== '' || form.state.wellKnown,
      summary: () => (form.state.enroll === '' ? t('options.used') : t(`enrol.${form.state.enroll}`)),
      isOffered: () => form.state.secureboot,
      refresh: () => fill(body,
        radios({
          name: 'enroll', legend: t('enrol.legend'), layout: 'list', value: form.state.enroll,
          options: ['', 'manual', 'force', 'off'].concat(form.state.enroll === 'if-safe' ? ['if-safe'] : [])
            .map((value) => ({ value, label: t(`enrol.${value || 'default'}`), hint: t(`enrol.${value || 'default'}.hint`) })),
          choose: (enroll) => put({ enroll }, self),
        }),
        checkbox({ label: t('enrol.wellKnown'), hint: t('enrol.wellKnown.hint'), checked: form.state.wellKnown, change: (wellKnown) => put({ wellKnown }, self) })),
    });
    return self;
  }

  function sectors() {
    const body = h('div', {});
    const self = group('sector', body, {
      isUsed: () => form.state.sector !== 0,
      summary: () => t('sector.bytes', { count: form.state.sector }),
      refresh: () => fill(body, radios({
        name: 'sector', legend: t('options.sector'), hiddenLegend: true, layout: 'list', value: String(form.state.sector),
        options: [0, 4096].map((value) => ({ value: String(value), label: t(`sector.${value || 512}`), hint: t(`sector.${value || 512}.hint`) })),
        choose: (value) => put({ sector: Number(value) }, self),
      })),
    });
    return self;
  }
}

// A field that somebody writes in is left alone.
function sync(node, value) {
  if (node.input !== document.activeElement && node.input.value !== value) {
    node.input.value = value;
  }
}
