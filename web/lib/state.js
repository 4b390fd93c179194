// What somebody chose, as an address. The embedded configuration may hold secrets and is never in it.
import { parse } from './versions.js';

/** Nothing chosen. */
export function empty() {
  return {
    target: 'metal',
    version: '',
    platform: '',
    board: '',
    arch: 'amd64',
    secureboot: false,
    extensions: [],
    cmdline: '',
    meta: [],
    bootloader: '',
    overlay: null,
    overlayOptions: '',
    enroll: '',
    wellKnown: false,
    sector: 0,
    config: '',
    schematic: '',
  };
}

/** Reads an address's query; names are those of the Talos image factory's own page, so that its links work here. */
export function fromQuery(query) {
  const state = empty();
  const text = (name) => query.get(name) ?? '';
  const target = text('target');
  state.target = ['metal', 'cloud', 'sbc'].includes(target) ? target : guessTarget(query);
  state.version = parse(text('version'))?.tag ?? '';
  state.platform = text('platform');
  state.board = text('board');
  state.arch = text('arch') === 'arm64' || state.target === 'sbc' ? 'arm64' : 'amd64';
  state.secureboot = text('secureboot') === 'true';
  state.extensions = query.getAll('extensions').filter((name) => name !== '-' && name !== '');
  state.cmdline = text('cmdline');
  state.meta = query.getAll('meta').map(readMeta).filter((value) => value !== null);
  state.bootloader = ['sd-boot', 'grub', 'dual-boot'].includes(text('bootloader')) ? text('bootloader') : '';
  state.overlay = readOverlay(text('overlay'));
  state.overlayOptions = text('overlay-options');
  state.enroll = ['off', 'manual', 'if-safe', 'force'].includes(text('enroll')) ? text('enroll') : '';
  state.wellKnown = text('well-known') === 'true';
  state.sector = text('sector') === '4096' ? 4096 : 0;
  state.schematic = /^[0-9a-f]{64}$/.test(text('schematic-id')) ? text('schematic-id') : '';
  return state;
}

function guessTarget(query) {
  if (query.get('board')) {
    return 'sbc';
  }

  const platform = query.get('platform');
  return platform && platform !== 'metal' ? 'cloud' : 'metal';
}

function readMeta(text) {
  const match = /^(0x[0-9a-f]{1,2}|\d{1,3})=([^]*)$/i.exec(text);
  return match && Number(match[1]) < 256 ? { key: Number(match[1]), value: match[2] } : null;
}

function readOverlay(text) {
  const at = text.indexOf('@');
  return at > 0 ? { name: text.slice(0, at), image: text.slice(at + 1) } : null;
}

/** The query of a choice, shortest first: what is not chosen is not in it. */
export function toQuery(state) {
  const query = new URLSearchParams();
  const put = (name, value) => value && query.append(name, value);
  put('target', state.target);
  put('version', state.version);
  put('platform', state.target === 'cloud' && state.platform);
  put('board', state.target === 'sbc' && state.board);
  put('arch', state.target !== 'sbc' && state.arch);
  put('secureboot', state.secureboot && 'true');
  state.extensions.forEach((name) => put('extensions', name));
  put('cmdline', state.cmdline);
  state.meta.forEach((value) => put('meta', `0x${value.key.toString(16).padStart(2, '0')}=${value.value}`));
  put('bootloader', state.bootloader);
  put('overlay', state.target !== 'sbc' && state.overlay && `${state.overlay.name}@${state.overlay.image}`);
  put('overlay-options', state.overlayOptions);
  put('enroll', state.enroll);
  put('well-known', state.wellKnown && 'true');
  put('sector', state.sector && String(state.sector));
  return query;
}

/** The query of a result: the schematic is in its ID. */
export function toResultQuery(state, id) {
  const query = toQuery({ ...empty(), target: state.target, version: state.version, platform: state.platform, board: state.board, arch: state.arch, secureboot: state.secureboot });
  query.append('schematic-id', id);
  return query;
}

/** The platform in file names. */
export function platformOf(state) {
  return state.target === 'cloud' ? state.platform : 'metal';
}
