/** Why the service did not do what it was told, and what to do about it. */

import { Alert } from "@mantine/core";
import { useChangeFault } from "../../kit/error-view";

export function DirectingFault({ error }: { error: Error | null }) {
  const faultOf = useChangeFault();
  const fault = error && faultOf(error);
  return (
    <div role="status">
      {fault && (
        <Alert color="red" variant="outline" title={fault.title}>
          {fault.advice}
        </Alert>
      )}
    </div>
  );
}
