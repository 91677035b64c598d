// USB sticks that are plugged in: what a desktop or an automounter has mounted below /media or
// /run/media, and that can be written. Reads the kernel's list of mounts, never the media
// themselves: a stick that hangs keeps nobody waiting here. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lintel::kiosk {

// The folders they show as, in the order in which they were mounted. `mounts` is the text of
// /proc/self/mountinfo (proc(5)).
std::vector<std::string> sticks_in(std::string_view mounts);

// The one plugged in last; empty: none.
std::string newest_stick();

}  // namespace lintel::kiosk
