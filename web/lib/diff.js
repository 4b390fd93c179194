// Two texts beside each other, line by line (the longest common subsequence).

/** Rows of { kind: 'same' | 'removed' | 'added', text }. */
export function lines(left, right) {
  return sequence(left.replace(/\n$/, '').split('\n'), right.replace(/\n$/, '').split('\n'));
}

/** The same for lists. */
export function sequence(a, b) {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i][j] = a[i] === b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }

  const rows = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      rows.push({ kind: 'same', text: a[i] });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && lengths[i + 1][j] >= lengths[i][j + 1])) {
      rows.push({ kind: 'removed', text: a[i] });
      i += 1;
    } else {
      rows.push({ kind: 'added', text: b[j] });
      j += 1;
    }
  }

  return rows;
}
