// What a program inherits from whoever starts it, put in order before anything else happens: a
// log reader that has gone, a limit on files or descriptors that are closed must not end a door,
// nor lead its sentences into a database (a file that is opened while descriptor 2 is free becomes
// standard error).
#pragma once

namespace lintel::kiosk {

// Call first in main(), before any thread and any open file. Never fails: what cannot be mended is
// left as it is.
void put_inherited_in_order();

}  // namespace lintel::kiosk
