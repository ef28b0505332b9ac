/** The pages and who sees them. The path lies behind `#`: see docs/decisions/0011. */

import { Center, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createHashRouter, Navigate, Outlet, useLocation } from "react-router";
import type { Role } from "./api/client";
import { ErrorPage, ErrorView } from "./components/error-view";
import { ErrorScreen } from "./components/page";
import { Shell } from "./components/shell";
import { Login } from "./pages/login";
import { homeOf, meQuery, useUser } from "./session";

const STAFF: Role[] = ["manager", "underwriter", "analyst", "admin"];

export function createRouter() {
  return createHashRouter([
    { path: "/login", element: <Login />, errorElement: <ErrorPage /> },
    {
      element: <RequireSession />,
      errorElement: <ErrorPage />,
      hydrateFallbackElement: <Waiting />,
      children: [
        { index: true, element: <Home /> },
        { path: "account", lazy: () => import("./pages/account") },
        {
          element: <RequireRole roles={["client"]} />,
          children: [{ path: "rating", lazy: () => import("./pages/rating") }],
        },
        {
          element: <RequireRole roles={STAFF} />,
          children: [
            { path: "clients", lazy: () => import("./pages/staff/client-list") },
            { path: "clients/:id", lazy: () => import("./pages/staff/client-card") },
            { path: "clients/:id/edit", lazy: () => import("./pages/staff/client-edit") },
          ],
        },
        {
          element: <RequireRole roles={["admin"]} />,
          children: [
            { path: "users", lazy: () => import("./pages/admin/users") },
            { path: "managers", lazy: () => import("./pages/admin/managers") },
            { path: "dead-letters", lazy: () => import("./pages/admin/dead-letters") },
            { path: "journal", lazy: () => import("./pages/admin/journal") },
          ],
        },
        { path: "*", element: <ErrorScreen code="not_found" /> },
      ],
    },
  ]);
}

function Waiting() {
  return (
    <Center h="60vh">
      <Loader aria-label="…" />
    </Center>
  );
}

/** Leads to login where there is no session, and back to the page that was asked for. */
function RequireSession() {
  const { data: me, error, isPending, refetch } = useQuery(meQuery);
  const { pathname, search } = useLocation();
  if (isPending) return <Waiting />;
  if (error) return <ErrorView error={error} onRetry={refetch} />;
  if (me === null) {
    const next = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/login${next}`} replace />;
  }
  return <Shell>{PAGE}</Shell>;
}

// The same element every time: a new address draws the page again, not the frame around it
const PAGE = <Outlet />;

function RequireRole({ roles }: { roles: Role[] }) {
  const user = useUser();
  return roles.includes(user.role) ? <Outlet /> : <ErrorScreen code="forbidden" />;
}

function Home() {
  return <Navigate to={homeOf(useUser())} replace />;
}
