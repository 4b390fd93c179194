// The public API of the factory: what the page can do, a script can do.

/** Something that did not work, with what the factory said about it. */
export class ApiError extends Error {
  constructor(kind, message, { status = 0, requestId = '', retryAfter = 0 } = {}) {
    super(message);
    this.kind = kind;
    this.status = status;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }
}

function kindOf(status) {
  if (status === 429 || status === 503) {
    return 'busy';
  }

  return status === 404 ? 'missing' : 'failed';
}

async function failure(answer) {
  const requestId = answer.headers.get('X-Request-ID') ?? '';
  const text = await answer.text();
  let message = text.split('\nRequest ID:')[0].trim();
  try {
    message = JSON.parse(text).detail ?? message;
  } catch {
    // The text is for people as it is.
  }

  return new ApiError(kindOf(answer.status), message || answer.statusText, {
    status: answer.status,
    requestId,
    retryAfter: Number(answer.headers.get('Retry-After') ?? 0),
  });
}

/** An answer that is well. */
export async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { ...options, headers: { Accept: 'application/json, */*', ...options.headers } });
  } catch (error) {
    throw error.name === 'AbortError' ? error : new ApiError('offline', error.message);
  }

  if (!answer.ok) {
    throw await failure(answer);
  }

  return answer;
}

const kept = new Map();

// Lists that do not change while somebody looks at the page.
async function once(path) {
  if (!kept.has(path)) {
    kept.set(path, ask(path).then((answer) => answer.json()));
  }

  try {
    return await kept.get(path);
  } catch (error) {
    kept.delete(path);
    throw error;
  }
}

export const about = () => once('/about');
export const platforms = () => once('/platforms');
export const boards = () => once('/boards');
export const versions = () => once('/versions');
export const brokenVersions = () => once('/versions?broken=true');
export const extensions = (version) => once(`/version/${version}/extensions/official`);
export const extensionSizes = (version, arch) => once(`/version/${version}/extensions/sizes?arch=${arch}`);
export const signingCertificate = () => once('/secureboot');
export const openApi = () => once('/openapi.json');

/** What a schematic would be, without creating it. */
export async function validate(document, version, arch, signal) {
  const answer = await ask(`/schematics/validate?version=${encodeURIComponent(version)}&arch=${arch}`, { method: 'POST', body: document, signal });
  return answer.json();
}

/** Creates a schematic: { id, schematic }. */
export async function create(document) {
  return (await ask('/schematics', { method: 'POST', body: document })).json();
}

/** The canonical YAML of a schematic. */
export async function schematic(id) {
  return (await ask(`/schematics/${id}`)).text();
}

/** The assets of a schematic and a version, and the documents about them: { assets, documents }. */
export async function model(id, version, platform, arch, all = false) {
  const query = new URLSearchParams({ platform, arch, ...all ? { all: 'true' } : {} });
  return (await ask(`/models/${id}/${version}?${query}`)).json();
}

/** A small text. */
export async function text(path) {
  return (await ask(path)).text();
}

/**
 * Has something made. Calls `progress` with the job, again and again; ends when it is there.
 * A job that failed throws, with the job in the error.
 */
export async function make(path, progress, signal) {
  const answer = await ask(path, { headers: { Prefer: 'respond-async' }, signal });
  if (answer.status !== 202) {
    await answer.text();
    return;
  }

  const requestId = answer.headers.get('X-Request-ID') ?? '';
  const job = await answer.json();
  progress(job);
  const last = await follow(`/jobs/${job.id}`, progress, signal);
  if (last.status !== 'done') {
    const error = new ApiError('failed', last.error ?? '', { requestId });
    error.job = last;
    throw error;
  }
}

/** A small document that may have to be made first; see `make`. */
export async function made(path, progress, signal) {
  await make(path, progress, signal);
  return (await ask(path, { signal })).json();
}

function follow(path, progress, signal) {
  return new Promise((resolve, reject) => {
    const source = new EventSource(path);
    const end = (action, value) => {
      source.close();
      action(value);
    };
    const read = (event) => {
      const job = JSON.parse(event.data);
      progress(job);
      if (job.ended) {
        end(resolve, job);
      }
    };
    for (const name of ['progress', 'done', 'failed', 'cancelled']) {
      source.addEventListener(name, read);
    }

    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) {
        end(reject, new ApiError('offline', ''));
      }
    });
    signal?.addEventListener('abort', () => end(reject, new DOMException('', 'AbortError')));
  });
}
