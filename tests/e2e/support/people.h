// What people at a door do, one after the other.
#pragma once

#include "tests/e2e/support/kiosk.h"

namespace lintel::e2e {

// `count` people say that it is not for them, well beyond the 400 ms of a bouncing finger apart.
Status answer_as_people_do(Kiosk& kiosk, int count);

}  // namespace lintel::e2e
