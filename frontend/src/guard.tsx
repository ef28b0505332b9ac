/** Lets nobody in without a session, and takes no page away that holds unsaved changes. */

import { Center, Loader, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useLocation } from "react-router";
import { type Me, meQuery, UserContext } from "./areas/people/session";
import { SessionOver } from "./areas/people/session-over";
import { onOtherTab } from "./areas/people/tabs";
import { ErrorAlone } from "./kit/error-view";
import { AfterLong } from "./kit/unread";
import { useHasUnsaved } from "./kit/unsaved";

export function Waiting() {
  const { t } = useTranslation();
  return (
    <Center h="60vh" p="md">
      <Stack align="center" aria-live="polite">
        <Loader aria-label={t("unread.loading")} />
        <AfterLong>{t("unread.slow")}</AfterLong>
      </Stack>
    </Center>
  );
}

/** Waits until it is known who is there. */
export function RequireSession({ children }: { children: ReactNode }) {
  const { data: me, error, refetch } = useQuery(meQuery);
  useEffect(() => onOtherTab(refetch), [refetch]);
  if (me !== undefined) return <PageOf me={me}>{children}</PageOf>;
  return error ? <ErrorAlone error={error} onRetry={refetch} /> : <Waiting />;
}

/** A page belongs to who opened it, also while that person is not logged in any more. */
function PageOf({ me, children }: { me: Me | null; children: ReactNode }) {
  const [user, setUser] = useState(me);
  const [left, setLeft] = useState(false);
  const isKept = useHasUnsaved() && !left;
  const isMine = me !== null && me.id === user?.id;
  if (isMine && me !== user) setUser(me);
  if (user === null || (!isMine && !isKept)) return me ? <StartAnew /> : <ToLogin />;
  return (
    <UserContext value={user}>
      {/* Kept as it is, and out of sight of whoever sits there now */}
      <div style={{ display: isMine ? "contents" : "none" }}>{children}</div>
      {!isMine && <SessionOver user={user} other={me} onLeave={() => setLeft(true)} />}
    </UserContext>
  );
}

/** Somebody else is logged in: nothing that was read for the one before may be shown to them. */
function StartAnew() {
  useEffect(() => window.location.reload(), []);
  return <Waiting />;
}

/** Leads to login, and from there back to the page that was asked for. */
function ToLogin() {
  const { pathname, search } = useLocation();
  const next = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
  return <Navigate to={`/login${next}`} replace />;
}
