// What an ISO, a UKI or a raw disk image says about itself, read where it lies: nothing is sent anywhere.

const ChunkSize = 4 * 1024 * 1024;
const Overlap = 64 * 1024;
const SectorSize = 512;
const HeaderSize = 4096;
const LongestText = 64 * 1024;
const CpioHeader = 110;
const Needle = new TextEncoder().encode('extensions.yaml\0');

const latin = new TextDecoder('latin1');
const utf8 = new TextDecoder();

async function read(blob, offset, length) {
  return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
}

/** The sections of a PE executable in these first bytes: a map of name to { offset, length }, or null when it is none. */
export function sections(head) {
  if (head.length < 64 || head[0] !== 0x4d || head[1] !== 0x5a) {
    return null;
  }

  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const start = view.getUint32(0x3c, true);
  if (start + 24 > head.length || view.getUint32(start, true) !== 0x4550) {
    return null;
  }

  const count = view.getUint16(start + 6, true);
  const table = start + 24 + view.getUint16(start + 20, true);
  const found = new Map();
  for (let index = 0; index < count && table + 40 * (index + 1) <= head.length; index += 1) {
    const row = table + 40 * index;
    const name = latin.decode(head.subarray(row, row + 8)).replace(/\0+$/, '');
    const length = Math.min(view.getUint32(row + 8, true), view.getUint32(row + 16, true));
    // Of profiles, the first section of a name is the one that starts by itself.
    if (!found.has(name)) {
      found.set(name, { offset: view.getUint32(row + 20, true), length });
    }
  }

  return found;
}

async function sectionText(blob, start, section) {
  return section && section.length <= LongestText
    ? utf8.decode(await read(blob, start + section.offset, section.length)).replace(/\0+$/, '')
    : '';
}

/** Describes the unified kernel image that starts at an offset; null when there is none. */
async function readUki(blob, start) {
  const found = sections(await read(blob, start, HeaderSize));
  if (!found?.has('.linux')) {
    return null;
  }

  const release = await sectionText(blob, start, found.get('.osrel'));
  return {
    cmdline: await sectionText(blob, start, found.get('.cmdline')),
    kernel: await sectionText(blob, start, found.get('.uname')),
    name: /^PRETTY_NAME="?([^"\n]*)/m.exec(release)?.[1] ?? '',
    version: /^VERSION_ID="?([^"\n]*)/m.exec(release)?.[1] ?? '',
    signed: found.has('.pcrsig'),
  };
}

function indexOf(bytes, needle, from) {
  for (let index = bytes.indexOf(needle[0], from); index >= 0; index = bytes.indexOf(needle[0], index + 1)) {
    if (index + needle.length <= bytes.length && needle.every((byte, place) => bytes[index + place] === byte)) {
      return index;
    }
  }

  return -1;
}

/** What the list of extensions in an initramfs says: { id, yaml, factory, extensions: [{ name, version }] }. */
export function readExtensions(text) {
  const fields = (layer, name) => {
    const value = new RegExp(`^\\s+${name}: *(.*)$`, 'm').exec(layer)?.[1] ?? '';
    return value.startsWith('"') ? JSON.parse(value) : value.replace(/^'(.*)'$/, '$1');
  };
  const layers = text.split(/^ *- image:/m).slice(1).map((layer) => ({
    name: fields(layer, 'name'),
    version: fields(layer, 'version'),
    author: fields(layer, 'author'),
    yaml: fields(layer, 'extraInfo'),
  }));
  const schematic = layers.findLast((layer) => layer.name === 'schematic' && /^[0-9a-f]{64}$/.test(layer.version));
  return {
    id: schematic?.version ?? '',
    yaml: schematic?.yaml ?? '',
    factory: /\((\S+)\)$/.exec(schematic?.author ?? '')?.[1] ?? '',
    extensions: layers.filter((layer) => layer.name !== 'schematic' && layer.name !== 'modules.dep')
      .map((layer) => ({ name: layer.name, version: layer.version })),
  };
}

// An archive that is not compressed shows its files: "070701", their numbers in hexadecimal, their name.
function listedAt(bytes, name) {
  const header = name - CpioHeader;
  if (header < 0 || latin.decode(bytes.subarray(header, header + 6)) !== '070701') {
    return null;
  }

  const length = Number.parseInt(latin.decode(bytes.subarray(header + 54, header + 62)), 16);
  // Names and contents start at multiples of four bytes, counted from the header.
  const start = header + ((CpioHeader + Needle.length + 3) & ~3);
  return { start, length };
}

/**
 * Reads an image: { kind, label, uki, list }. `uki` and `list` are null when there is none to be seen.
 * `progress` is called with bytes done and bytes to do.
 */
export async function inspect(blob, progress = () => {}) {
  const head = await read(blob, 0, 40 * 1024);
  const isIso = latin.decode(head.subarray(32769, 32774)) === 'CD001';
  const result = {
    kind: 'unknown',
    label: isIso ? latin.decode(head.subarray(32808, 32840)).trim() : '',
    uki: await readUki(blob, 0),
    list: null,
  };
  const isDisk = latin.decode(head.subarray(512, 520)) === 'EFI PART';
  if (result.uki) {
    result.kind = 'uki';
  } else if (isIso) {
    result.kind = 'iso';
  } else if (isDisk) {
    result.kind = 'disk';
  } else if (!looksLikeInitramfs(head)) {
    return result;
  } else {
    result.kind = 'initramfs';
  }

  for (let offset = 0; offset < blob.size && !(result.list && result.uki); offset += ChunkSize) {
    const chunk = await read(blob, offset, ChunkSize + Overlap);
    result.list ??= await findList(blob, chunk, offset);
    if (result.kind === 'iso' || result.kind === 'disk') {
      result.uki ??= await findUki(blob, chunk, offset);
    }

    progress(Math.min(offset + ChunkSize, blob.size), blob.size);
  }

  return result;
}

function looksLikeInitramfs(head) {
  const magic = latin.decode(head.subarray(0, 6));
  return magic === '070701' || magic.startsWith('\x28\xb5\x2f\xfd') || magic.startsWith('\xfd7zXZ') || magic.startsWith('\x1f\x8b');
}

async function findList(blob, chunk, offset) {
  for (let index = indexOf(chunk, Needle, 0); index >= 0; index = indexOf(chunk, Needle, index + 1)) {
    const entry = listedAt(chunk, index);
    if (entry && entry.length > 0 && entry.length <= 16 * 1024 * 1024) {
      const list = readExtensions(utf8.decode(await read(blob, offset + entry.start, entry.length)));
      if (list.id !== '' || list.extensions.length > 0) {
        return list;
      }
    }
  }

  return null;
}

async function findUki(blob, chunk, offset) {
  for (let place = 0; place < Math.min(chunk.length, ChunkSize); place += SectorSize) {
    if (chunk[place] === 0x4d && chunk[place + 1] === 0x5a) {
      const uki = await readUki(blob, offset + place);
      if (uki) {
        return uki;
      }
    }
  }

  return null;
}
