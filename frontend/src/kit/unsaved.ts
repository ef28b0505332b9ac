/** Whether something on the page is typed and not saved yet: what is asked before it is lost. */

import { createHolders } from "./holders";

/** `useUnsaved` says that the calling form holds what is not saved, for as long as it does. */
export const [useUnsaved, useHasUnsaved] = createHolders();
