/** What is followed and does not move: nobody looks at it for a minute without a word. */

import { useEffect, useState } from "react";

/**
 * Whether what was reached has stayed the same for so long; nothing is reached by what only waits.
 *
 * @param milliseconds after which that is told
 * @param reached how far it is
 */
export function useStandstill(milliseconds: number, reached = ""): boolean {
  const [stands, setStands] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setStands(reached), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds, reached]);
  return stands === reached;
}
