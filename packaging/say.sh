# Sourced by ./demo, ./check and packaging/*: how these commands speak and how they run others.
# Everything goes to stderr except what a caller prints itself, so that results can be piped.

say() { printf 'lintel: %s\n' "$*" >&2; }

# One sentence: what is wrong and what to do. Then the end.
fail() {
  printf 'lintel: error: %s\n' "$*" >&2
  exit 1
}

# Of a log; not what a compiler quotes below its warnings.
newest_line() {
  { tail -n 30 "$1" 2>/dev/null | tr -d '\r\000' | grep '^[^ ]' || true; } | tail -n 1 | cut -c 1-70
}

# Shows that a command that writes to LOG is alive, until killed or left alone.
watch_log() {
  local title=$1 log=$2 started=$SECONDS next_word=$((SECONDS + 20)) line
  while sleep 0.2 && kill -0 $$ 2>/dev/null; do
    if [ -t 2 ]; then
      line=$(newest_line "$log")
      printf '\r\033[Klintel: %s  %s' "$title" "$line" >&2
    elif [ "$SECONDS" -ge "$next_word" ]; then
      next_word=$((SECONDS + 20))
      line=$(newest_line "$log")
      say "$title: $((SECONDS - started)) s, $line"
    fi
  done
}

# watched TITLE LOG COMMAND…: runs the command with its output in LOG. A terminal sees the newest
# line of it, anything else one line each 20 s. On failure the end of LOG is shown and the
# command's exit code returned. The command is in the foreground, so that Ctrl-C ends it.
watched() {
  local title=$1 log=$2 status=0
  shift 2
  mkdir -p "$(dirname "$log")" 2>/dev/null && : 2>/dev/null >"$log" ||
    fail "Cannot write $log: make that folder writable, or clone Lintel where you may write."
  watch_log "$title" "$log" &
  local watcher=$!
  ("$@") >"$log" 2>&1 </dev/null || status=$?
  kill "$watcher" 2>/dev/null
  wait "$watcher" 2>/dev/null || true
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
  if [ "$status" -ne 0 ]; then
    # A build goes on a little after its first mistake; that is the one to read.
    local mistake
    mistake=$(grep -n -m 1 '^FAILED: ' "$log" | cut -d : -f 1 || true)
    say "$title failed. From $log:"
    if [ -n "$mistake" ]; then
      tail -n "+$mistake" "$log" | head -n 40
    else
      tail -n 40 "$log"
    fi | sed 's/^/  | /' >&2
  fi
  return "$status"
}

# build_targets PRESET TARGET…: configure when needed, build, quiet unless it fails.
# No target means all of them. Uses the variable `root`.
build_targets() {
  local preset=$1 folder=$root/build/$1 log=$root/build/$1-build.log
  shift
  # Another clone of the same sources finds what this one compiled.
  export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
  mkdir -p "$folder" 2>/dev/null || fail "Cannot make $folder: is the clone in a place you may write?"
  if [ ! -f "$folder/build.ninja" ]; then
    watched "Preparing the build ($preset)" "$root/build/$preset-configure.log" \
      cmake -S "$root" --preset "$preset" ||
      fail "The build could not be prepared; the whole log is build/$preset-configure.log."
  fi
  local arguments=()
  [ $# -gt 0 ] && arguments=(--target "$@")
  watched "Building ($preset)" "$log" cmake --build "$folder" "${arguments[@]}" ||
    fail "The build failed; the whole log is build/$preset-build.log."
}

# Starts an Xvfb of our own on a free display and sets DISPLAY; sets XVFB_PID, to be killed by the caller.
start_display() {
  local pipe
  pipe=$(mktemp -u "${TMPDIR:-/tmp}/lintel-display.XXXXXX")
  mkfifo "$pipe" || fail "Cannot write to ${TMPDIR:-/tmp}: set TMPDIR to a folder you may write."
  Xvfb -displayfd 3 -screen 0 1920x1920x24 -nolisten tcp -noreset 3>"$pipe" 2>/dev/null &
  XVFB_PID=$!
  local number=
  read -r -t 20 number <"$pipe" || true
  rm -f "$pipe"
  [ -n "$number" ] || fail "Xvfb did not start: run 'Xvfb :99' by hand to see why."
  export DISPLAY=:$number
  unset WAYLAND_DISPLAY
}
