// A choice as a schematic and back. What the canonical YAML and the ID are, the factory says.
import { fromObject } from './overlay-options.js';

/** The document to post: YAML whose values are JSON, which YAML contains. */
export function documentOf(state, boards) {
  const lines = [];
  const overlay = overlayOf(state, boards);
  if (overlay) {
    lines.push('overlay:', `  image: ${JSON.stringify(overlay.image)}`, `  name: ${JSON.stringify(overlay.name)}`);
    if (state.overlayOptions.trim() !== '') {
      lines.push('  options:', ...state.overlayOptions.split('\n').map((line) => `    ${line}`));
    }
  }

  lines.push(`customization: ${JSON.stringify(customizationOf(state))}`);
  return `${lines.join('\n')}\n`;
}

/** The overlay of a choice: that of the board, else one that came with a schematic. */
export function overlayOf(state, boards) {
  return state.target === 'sbc' ? boards.find((board) => board.name === state.board)?.overlay ?? null : state.overlay;
}

/** Kernel arguments, which blanks or line ends separate; quotes keep blanks together, and go when they are around the whole. */
export function argumentsOf(text) {
  return (text.match(/(?:[^\s"]|"[^"]*")+/g) ?? []).map((argument) => /^"([^"]*)"$/.exec(argument)?.[1] ?? argument);
}

/** Arguments as a text that reads back as they are. */
export function textOf(args) {
  return args.map((argument) => (/^(?:[^\s"]|"[^"]*")+$/.test(argument) ? argument : `"${argument}"`)).join(' ');
}

function customizationOf(state) {
  const customization = {};
  const args = argumentsOf(state.cmdline);
  if (state.config.trim() !== '') {
    customization.embeddedMachineConfiguration = state.config;
  }

  if (args.length > 0) {
    customization.extraKernelArgs = args;
  }

  if (state.meta.length > 0) {
    customization.meta = state.meta;
  }

  if (state.extensions.length > 0) {
    customization.systemExtensions = { officialExtensions: state.extensions };
  }

  if (state.bootloader !== '') {
    customization.bootloader = state.bootloader;
  }

  const secureboot = {};
  if (state.enroll !== '') {
    secureboot.enrollKeys = state.enroll;
  }

  if (state.wellKnown) {
    secureboot.includeWellKnownCertificates = true;
  }

  if (Object.keys(secureboot).length > 0) {
    customization.secureboot = secureboot;
  }

  if (state.sector !== 0) {
    customization.diskImage = { sectorSize: state.sector };
  }

  return customization;
}

/** The fields of a choice that a schematic's document (of POST /schematics/validate) decides. */
export function fieldsOf(document, boards) {
  const { overlay, customization } = document;
  const board = boards.find((candidate) => candidate.overlay.name === overlay.name && candidate.overlay.image === overlay.image);
  const fields = {
    extensions: customization.systemExtensions.officialExtensions,
    cmdline: textOf(customization.extraKernelArgs),
    meta: customization.meta,
    bootloader: customization.bootloader === 'none' ? '' : customization.bootloader,
    overlay: overlay.name === '' ? null : { name: overlay.name, image: overlay.image },
    overlayOptions: fromObject(overlay.options),
    enroll: customization.secureboot.enrollKeys,
    wellKnown: customization.secureboot.includeWellKnownCertificates,
    sector: customization.diskImage.sectorSize,
    config: customization.embeddedMachineConfiguration,
  };
  return board ? { ...fields, target: 'sbc', board: board.name, arch: 'arm64', secureboot: false, overlay: null } : fields;
}
