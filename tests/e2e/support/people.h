// What people at a door do, one after the other.
#pragma once

#include "tests/e2e/support/kiosk.h"

namespace lintel::e2e {

// `count` people say that it is not for them, no bouncing finger and no burst.
Status answer_as_people_do(Kiosk& kiosk, int count);

}  // namespace lintel::e2e
