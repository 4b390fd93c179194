# Sourced by the scripts beside it: strict mode, the repository's root as the working directory, and two ways to speak.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The programs that we build find the runtime wherever the SDK is.
if [ -z "${DOTNET_ROOT:-}" ] && command -v dotnet >/dev/null; then
  DOTNET_ROOT=$(dirname "$(readlink -f "$(command -v dotnet)")")
  export DOTNET_ROOT
fi
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
