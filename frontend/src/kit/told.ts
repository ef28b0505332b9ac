/** Whether the page tells by itself of something that could not be read. */

import { createHolders } from "./holders";

/** `useTells` says that the calling part of the page tells of it, for as long as it does. */
export const [useTells, useIsTold] = createHolders();
