// Talos versions in their order.

const Pattern = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?$/;

/** The parts of a version, or null. */
export function parse(text) {
  const match = Pattern.exec(text ?? '');
  return match && {
    major: Number(match[1]),
    minor: Number(match[2]),
    patch: Number(match[3]),
    prerelease: match[4] ?? '',
    tag: `v${match[1]}.${match[2]}.${match[3]}${match[4] ? `-${match[4]}` : ''}`,
  };
}

function comparePrereleases(left, right) {
  if (left === '' || right === '') {
    return Number(left === '') - Number(right === '');
  }

  const [a, b] = [left.split('.'), right.split('.')];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    if (a[index] === undefined || b[index] === undefined) {
      return a[index] === undefined ? -1 : 1;
    }

    const numeric = [a[index], b[index]].map((part) => /^\d+$/.test(part));
    if (numeric[0] && numeric[1] && Number(a[index]) !== Number(b[index])) {
      return Number(a[index]) - Number(b[index]);
    }

    if (numeric[0] !== numeric[1]) {
      return numeric[0] ? -1 : 1;
    }

    if (a[index] !== b[index] && !numeric[0]) {
      return a[index] < b[index] ? -1 : 1;
    }
  }

  return 0;
}

/** Less than, equal to or more than zero: the order of semantic versions. */
export function compare(left, right) {
  const [a, b] = [parse(left), parse(right)];
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch || comparePrereleases(a.prerelease, b.prerelease);
}

/** Whether a version is not older than another; pre-releases of a release do not count as it. */
export function atLeast(version, minimum) {
  return !minimum || compare(version, minimum) >= 0;
}

/** Whether a version has what its release has: a pre-release counts as the release. */
export function hasFeature(version, major, minor) {
  const parsed = parse(version);
  return parsed !== null && (parsed.major > major || (parsed.major === major && parsed.minor >= minor));
}

/** The newest that is no pre-release, else the newest. */
export function newest(versions) {
  const sorted = [...versions].sort(compare);
  return sorted.findLast((version) => parse(version).prerelease === '') ?? sorted.at(-1);
}

/** Minor versions, newest first, each with its versions, newest first; pre-releases of a minor without a release by themselves. */
export function grouped(versions) {
  const groups = new Map();
  for (const version of [...versions].sort(compare).reverse()) {
    const { major, minor } = parse(version);
    const name = `${major}.${minor}`;
    groups.set(name, [...groups.get(name) ?? [], version]);
  }

  return [...groups].map(([name, members]) => ({ name, members, isPrerelease: members.every((version) => parse(version).prerelease !== '') }));
}
