// QR codes (ISO/IEC 18004) of short texts: byte mode, error correction M.

const LargestVersion = 20;

// Table 9, level M: check words of a block, and blocks, by version.
const CheckWords = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const Blocks = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];

/** The modules of a text: rows of booleans, true is dark, without the quiet zone. Null when the text is too long (666 bytes). */
export function encode(text) {
  const bytes = new TextEncoder().encode(text);
  for (let version = 1; version <= LargestVersion; version += 1) {
    const words = totalWords(version) - CheckWords[version] * Blocks[version];
    if (4 + (version < 10 ? 8 : 16) + bytes.length * 8 <= words * 8) {
      return draw(version, interleave(version, dataWords(bytes, version, words)));
    }
  }

  return null;
}

function totalWords(version) {
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const marks = Math.floor(version / 7) + 2;
    modules -= (25 * marks - 10) * marks - 55;
    modules -= version >= 7 ? 36 : 0;
  }

  return modules >> 3;
}

function dataWords(bytes, version, count) {
  const bits = [];
  const put = (value, length) => {
    for (let bit = length - 1; bit >= 0; bit -= 1) {
      bits.push((value >> bit) & 1);
    }
  };
  put(0b0100, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  bytes.forEach((byte) => put(byte, 8));
  put(0, Math.min(4, count * 8 - bits.length));
  put(0, (8 - bits.length % 8) % 8);
  const words = new Uint8Array(count);
  bits.forEach((bit, index) => { words[index >> 3] |= bit << (7 - (index & 7)); });
  for (let index = bits.length / 8, pad = 0xec; index < count; index += 1, pad ^= 0xec ^ 0x11) {
    words[index] = pad;
  }

  return words;
}

// GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1.
function multiply(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> bit) & 1) * a;
  }

  return product;
}

function generator(degree) {
  const polynomial = new Uint8Array(degree);
  polynomial[degree - 1] = 1;
  for (let index = 0, root = 1; index < degree; index += 1, root = multiply(root, 2)) {
    for (let term = 0; term < degree; term += 1) {
      polynomial[term] = multiply(polynomial[term], root) ^ (polynomial[term + 1] ?? 0);
    }
  }

  return polynomial;
}

function checkWords(data, polynomial) {
  const rest = new Uint8Array(polynomial.length);
  for (const word of data) {
    const factor = word ^ rest[0];
    rest.copyWithin(0, 1);
    rest[rest.length - 1] = 0;
    polynomial.forEach((coefficient, index) => { rest[index] ^= multiply(coefficient, factor); });
  }

  return rest;
}

// Blocks of nearly the same length, the shorter ones first, word by word.
function interleave(version, data) {
  const count = Blocks[version];
  const polynomial = generator(CheckWords[version]);
  const shorter = Math.floor(data.length / count);
  const firstLonger = count - data.length % count;
  const blocks = [];
  for (let index = 0, start = 0; index < count; index += 1) {
    const length = shorter + (index >= firstLonger ? 1 : 0);
    blocks.push(data.subarray(start, start + length));
    start += length;
  }

  const result = [];
  for (let index = 0; index <= shorter; index += 1) {
    blocks.forEach((block) => index < block.length && result.push(block[index]));
  }

  const checks = blocks.map((block) => checkWords(block, polynomial));
  for (let index = 0; index < polynomial.length; index += 1) {
    checks.forEach((check) => result.push(check[index]));
  }

  return result;
}

function draw(version, words) {
  const size = version * 4 + 17;
  const dark = Array.from({ length: size }, () => new Array(size).fill(false));
  const fixed = Array.from({ length: size }, () => new Array(size).fill(false));
  const put = (x, y, value) => {
    dark[y][x] = value;
    fixed[y][x] = true;
  };
  drawPatterns(version, size, put);
  drawFormat(0, size, put);
  drawWords(words, size, dark, fixed);
  let best = null;
  for (let mask = 0; mask < 8; mask += 1) {
    applyMask(mask, size, dark, fixed);
    drawFormat(mask, size, put);
    const cost = penalty(dark, size);
    if (best === null || cost < best.cost) {
      best = { cost, mask };
    }

    applyMask(mask, size, dark, fixed);
  }

  applyMask(best.mask, size, dark, fixed);
  drawFormat(best.mask, size, put);
  return dark;
}

function drawPatterns(version, size, put) {
  for (let index = 0; index < size; index += 1) {
    put(6, index, index % 2 === 0);
    put(index, 6, index % 2 === 0);
  }

  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
    square(x, y, 4, (distance) => distance !== 2 && distance !== 4, size, put);
  }

  const places = alignmentPlaces(version, size);
  for (const x of places) {
    for (const y of places) {
      const isFinder = (x === 6 && (y === 6 || y === size - 7)) || (x === size - 7 && y === 6);
      if (!isFinder) {
        square(x, y, 2, (distance) => distance !== 1, size, put);
      }
    }
  }

  if (version >= 7) {
    const bits = (version << 12) | remainder(version, 0x1f25, 12);
    for (let index = 0; index < 18; index += 1) {
      const [a, b] = [size - 11 + index % 3, Math.floor(index / 3)];
      put(a, b, ((bits >> index) & 1) === 1);
      put(b, a, ((bits >> index) & 1) === 1);
    }
  }
}

function square(x, y, radius, isDark, size, put) {
  for (let dy = -radius; dy <= radius; dy += 1) {
    for (let dx = -radius; dx <= radius; dx += 1) {
      if (x + dx >= 0 && x + dx < size && y + dy >= 0 && y + dy < size) {
        put(x + dx, y + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    }
  }
}

function alignmentPlaces(version, size) {
  if (version === 1) {
    return [];
  }

  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const places = [6];
  for (let place = size - 7; places.length < count; place -= step) {
    places.splice(1, 0, place);
  }

  return places;
}

function remainder(value, polynomial, degree) {
  let rest = value;
  for (let index = 0; index < degree; index += 1) {
    rest = (rest << 1) ^ ((rest >> (degree - 1)) * polynomial);
  }

  return rest;
}

// Level M is 00.
function drawFormat(mask, size, put) {
  const bits = ((mask << 10) | remainder(mask, 0x537, 10)) ^ 0x5412;
  const bit = (index) => ((bits >> index) & 1) === 1;
  for (let index = 0; index < 6; index += 1) {
    put(8, index, bit(index));
    put(5 - index, 8, bit(9 + index));
  }

  put(8, 7, bit(6));
  put(8, 8, bit(7));
  put(7, 8, bit(8));
  for (let index = 0; index < 8; index += 1) {
    put(size - 1 - index, 8, bit(index));
  }

  for (let index = 8; index < 15; index += 1) {
    put(8, size - 15 + index, bit(index));
  }

  put(8, size - 8, true);
}

function drawWords(words, size, dark, fixed) {
  let index = 0;
  let isUpward = true;
  for (let right = size - 1; right >= 1; right -= right === 8 ? 3 : 2) {
    for (let step = 0; step < size; step += 1) {
      const y = isUpward ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (!fixed[y][x]) {
          dark[y][x] = index < words.length * 8 && ((words[index >> 3] >> (7 - (index & 7))) & 1) === 1;
          index += 1;
        }
      }
    }

    isUpward = !isUpward;
  }
}

const Masks = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => x * y % 2 + x * y % 3,
  (x, y) => (x * y % 2 + x * y % 3) % 2,
  (x, y) => ((x + y) % 2 + x * y % 3) % 2,
];

function applyMask(mask, size, dark, fixed) {
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (!fixed[y][x] && Masks[mask](x, y) === 0) {
        dark[y][x] = !dark[y][x];
      }
    }
  }
}

function penalty(dark, size) {
  let cost = 0;
  let count = 0;
  for (let a = 0; a < size; a += 1) {
    for (const at of [(b) => dark[a][b], (b) => dark[b][a]]) {
      cost += linePenalty(at, size);
    }

    for (let b = 0; b < size; b += 1) {
      count += dark[a][b] ? 1 : 0;
      if (a > 0 && b > 0 && dark[a][b] === dark[a - 1][b] && dark[a][b] === dark[a][b - 1] && dark[a][b] === dark[a - 1][b - 1]) {
        cost += 3;
      }
    }
  }

  return cost + Math.floor(Math.abs(count * 20 - size * size * 10) / (size * size)) * 10;
}

function linePenalty(at, size) {
  let cost = 0;
  let run = 0;
  let text = '';
  for (let index = 0; index < size; index += 1) {
    run = index > 0 && at(index) === at(index - 1) ? run + 1 : 1;
    cost += run === 5 ? 3 : Number(run > 5);
    text += at(index) ? '1' : '0';
  }

  for (const pattern of ['10111010000', '00001011101']) {
    for (let index = text.indexOf(pattern); index >= 0; index = text.indexOf(pattern, index + 1)) {
      cost += 40;
    }
  }

  return cost;
}
