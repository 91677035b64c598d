#include "kiosk/platform/sticks.h"

#include <catch2/catch_test_macros.hpp>

using lintel::kiosk::sticks_in;

TEST_CASE("A stick is what is mounted below /media or /run/media and can be written", "[sticks]") {
  constexpr const char* mounts =
      "22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw\n"
      "30 22 0:26 / /mnt/media/disk rw - ext4 /dev/sdd1 rw\n"
      "31 22 0:27 / /media rw - tmpfs tmpfs rw\n"
      "36 22 8:17 / /media/school/PD\\040DAY rw,nosuid,nodev shared:2 - vfat /dev/sdb1 rw\n"
      "37 22 8:33 / /run/media/school/CD ro,nosuid - iso9660 /dev/sr0 ro\n"
      "38 22 8:49 / /run/media/school/A\\134B rw - exfat /dev/sdc1 rw\n";
  CHECK(sticks_in(mounts) ==
        std::vector<std::string>{"/media/school/PD DAY", "/run/media/school/A\\B"});
}

TEST_CASE("A list of mounts that is cut off or none names no stick", "[sticks]") {
  CHECK(sticks_in("").empty());
  CHECK(sticks_in("36 22 8:17 / /media/school/STICK").empty());
  CHECK(sticks_in("\n\n \n").empty());
  CHECK(sticks_in("36 22 8:17 / /media/a\\04 rw") == std::vector<std::string>{"/media/a\\04"});
}
