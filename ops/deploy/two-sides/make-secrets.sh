#!/bin/sh
# Makes the secrets of compose.yaml in the directory `secrets` beside it, those that are not there yet.
set -eu
cd "$(dirname "$0")/.."
umask 077
mkdir -p secrets

random() { LC_ALL=C tr -dc 'A-Za-z0-9' < /dev/urandom | head -c "$1"; }

make() {
  if [ ! -e "secrets/$1" ]; then
    "$2" > "secrets/$1.draft"
    # In a container somebody else reads it. Here the directory keeps others out.
    chmod 444 "secrets/$1.draft"
    mv "secrets/$1.draft" "secrets/$1"
  fi
}

password() { random 32; }
api_key() { printf '%s.%s' "$(random 8)" "$(random 32)"; }
signing_key() { openssl genpkey -algorithm ed25519; }

make postgres-password password
make command-password password
make query-1-password password
make query-2-password password
make query-3-password password
make grafana-password password
make partner-key api_key
make verifier-key api_key
make checkpoint-key signing_key
