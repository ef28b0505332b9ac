import { expect, test } from "vitest";
import { ApiError } from "../../kit/client";
import { beginSession, createQueryClient, type Me, meQuery } from "./session";

const USER = { id: 1 } as Me;
const REFUSED = new ApiError(401, "not_authenticated", [], null, null);

/** A client and a request of it that is refused when told so. */
function asking(kind: "query" | "mutation") {
  const client = createQueryClient();
  client.setQueryData(meQuery.queryKey, { id: 2 } as Me);
  let reject: (error: ApiError) => void = () => undefined;
  const promise = new Promise<never>((_, no) => {
    reject = no;
  });
  const asked =
    kind === "query"
      ? client.fetchQuery({ queryKey: ["clients"], queryFn: () => promise })
      : client
          .getMutationCache()
          .build(client, { mutationFn: () => promise })
          .execute(undefined);
  const refused = expect(asked).rejects.toThrow();
  const refuse = async () => {
    reject(REFUSED);
    await refused;
  };
  return { client, refuse };
}

test.each(["query", "mutation"] as const)("a refused %s ends the session", async (kind) => {
  const { client, refuse } = asking(kind);
  await refuse();
  expect(client.getQueryData(meQuery.queryKey)).toBeNull();
});

test.each(["query", "mutation"] as const)(
  "a %s of the session before ends no session that began since",
  async (kind) => {
    const { client, refuse } = asking(kind);
    await new Promise((resolve) => setTimeout(resolve, 5)); // in another millisecond
    beginSession(client, USER);
    await refuse();
    expect(client.getQueryData(meQuery.queryKey)).toEqual(USER);
  },
);

/** How often a question is asked that is always answered like this. */
async function triesAt(status: number, code: string): Promise<number> {
  let tries = 0;
  const asked = createQueryClient().fetchQuery({
    queryKey: ["clients"],
    retryDelay: 0,
    queryFn: () => {
      tries += 1;
      throw new ApiError(status, code, [], null, null);
    },
  });
  await expect(asked).rejects.toThrow();
  return tries;
}

test.each([
  [503, "unavailable", 3],
  [0, "network", 3],
  [504, "unknown", 1],
  [0, "timeout", 1],
  [500, "internal_error", 1],
])("after %i %s a question is asked %i times before its reader is told", async (...told) => {
  const [status, code, times] = told;
  expect(await triesAt(status, code)).toBe(times);
});

test("a new session knows nothing that the one before has read", () => {
  const client = createQueryClient();
  client.setQueryData(["client", 7], { last_name: "Somebody" });
  beginSession(client, USER);
  expect(client.getQueryData(["client", 7])).toBeUndefined();
});
