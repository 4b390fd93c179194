# Sourced by the scripts beside it: strict mode, the repository's root as the working directory, and two ways to speak.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
