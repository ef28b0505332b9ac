/** The frame of every page: where one can go, who one is, language and colours. */

import { Anchor, AppShell, Burger, Button, Group, Menu, NavLink, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconLogout, IconUserCircle } from "@tabler/icons-react";
import { memo, type ReactNode, Suspense, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { Link, NavLink as RouterLink, useLocation } from "react-router";
import { type MenuEntry, menuOf } from "./areas";
import { useUser } from "./areas/people/session";
import { useFormats } from "./kit/format";
import { Unread } from "./kit/unread";
import { ColourSwitch, LanguageSwitch } from "./kit/switches";

export const Shell = memo(function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const user = useUser();
  const [open, { toggle, close }] = useDisclosure();
  const menu = menuOf(user.role);
  const hasMenu = menu.length > 1;
  return (
    <AppShell
      header={{ height: 56 }}
      {...(hasMenu && {
        navbar: { width: 210, breakpoint: "sm", collapsed: { mobile: !open } },
      })}
      padding={{ base: "sm", sm: "lg" }}
    >
      <button type="button" className="skip-link" onClick={focusMain}>
        {t("shell.skip")}
      </button>
      <AppShell.Header px={{ base: "xs", sm: "md" }}>
        <Group h="100%" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap={6} wrap="nowrap">
            {hasMenu && (
              <Burger
                opened={open}
                onClick={toggle}
                hiddenFrom="sm"
                size="sm"
                aria-label={t("shell.menu")}
              />
            )}
            <Anchor
              component={Link}
              to="/"
              underline="never"
              c="inherit"
              fw={600}
              lh={1.2}
              style={{ whiteSpace: "nowrap" }}
            >
              {t("shell.title")}
            </Anchor>
          </Group>
          <Group gap={2} wrap="nowrap">
            <LanguageSwitch />
            <ColourSwitch />
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      {hasMenu && (
        <AppShell.Navbar p="xs" aria-label={t("shell.menu")}>
          <Places menu={menu} onChoose={close} />
        </AppShell.Navbar>
      )}
      <AppShell.Main id="main" tabIndex={-1}>
        <PrintedBy />
        <Unread />
        {children}
      </AppShell.Main>
    </AppShell>
  );
});

/** On paper: who printed it, and when. */
function PrintedBy() {
  const { t } = useTranslation();
  const formats = useFormats();
  const user = useUser();
  const [moment, setMoment] = useState(() => new Date().toISOString());
  useEffect(() => {
    const note = () => flushSync(() => setMoment(new Date().toISOString()));
    window.addEventListener("beforeprint", note);
    return () => window.removeEventListener("beforeprint", note);
  }, []);
  return (
    <Text size="sm" className="print-only">
      {t("shell.printed", {
        title: t("shell.title"),
        moment: formats.moment(moment),
        name: `${user.first_name} ${user.last_name}`,
      })}
    </Text>
  );
}

function Places({ menu, onChoose }: { menu: MenuEntry[]; onChoose: () => void }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return menu.map(({ path, menu: name, mark: Mark }) => (
    <NavLink
      key={path}
      component={RouterLink}
      to={`/${path}`}
      label={t(name)}
      rightSection={
        Mark && (
          <Suspense>
            <Mark />
          </Suspense>
        )
      }
      active={pathname.startsWith(`/${path}`)}
      onClick={onChoose}
      color="indigo"
      variant="light"
    />
  ));
}

/** The address behind `#` belongs to the router, so a link cannot lead to a place on the page. */
function focusMain() {
  document.getElementById("main")?.focus();
}

function UserMenu() {
  const { t } = useTranslation();
  const user = useUser();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          c="inherit"
          px={{ base: 6, sm: "xs" }}
          aria-label={t("shell.account", { name: `${user.first_name} ${user.last_name}` })}
          leftSection={<IconUserCircle size={20} aria-hidden />}
        >
          <Text size="sm" visibleFrom="sm" truncate maw={180}>
            {user.first_name} {user.last_name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t(`roles.${user.role}`)}</Menu.Label>
        <Menu.Item component={Link} to="/account">
          {t("shell.myAccount")}
        </Menu.Item>
        <Menu.Item component={Link} to="/logout" leftSection={<IconLogout size={16} aria-hidden />}>
          {t("shell.logOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
