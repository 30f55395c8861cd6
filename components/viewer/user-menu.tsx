'use client';

import { Menu, UnstyledButton } from '@mantine/core';
import { IconKey, IconLogout, IconPlugConnected, IconShieldLock, IconUsers } from '@tabler/icons-react';
import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useAction } from '#components/ui/use-action.ts';
import { leave } from '#lib/actions/sign-in.ts';
import type { ViewerFacts } from '#lib/data/viewer.ts';
import classes from './user-menu.module.css';
import { aRole, whyNot } from './why-not.ts';

const icon = { size: 16, stroke: 1.7, 'aria-hidden': true } as const;

/** Who looks, what they may, and the way to what is theirs. */
export function UserMenu({ viewer }: { viewer: ViewerFacts }) {
  const { run, running, problem } = useAction();
  const name = viewer.local ? 'This machine' : viewer.name;
  const why = whyNot(viewer, 'people');

  async function signOut() {
    const result = await run(leave);
    // A whole new document: nothing of what was shown stays in the browser's memory.
    if (result.ok) window.location.assign('/sign-in');
  }

  return (
    <div>
      <Menu position="top-start" width={256} offset={6} shadow="md" radius="md">
        <Menu.Target>
          <UnstyledButton
            className={classes.target}
            aria-label={viewer.local ? 'Nobody is signed in' : `Signed in as ${name}, ${viewer.role}`}
          >
            <span className={classes.initial} aria-hidden="true" data-reduced={viewer.reduced ? true : undefined}>
              {viewer.local ? '–' : [...name.trim()][0]?.toUpperCase()}
            </span>
            <span className={classes.who}>
              <span className={classes.name}>{name}</span>
              <span className={classes.role}>{viewer.local ? 'no sign-in' : viewer.role}</span>
            </span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <p className={classes.about}>
            {viewer.local ? 'Nobody has to sign in on this machine.' : `${viewer.email ?? name}: ${aRole(viewer.role)}`}
          </p>
          <Place href="/you" label="Your sign-in" icon={<IconShieldLock {...icon} />} off={viewer.local} />
          <Place
            href="/connect/identity-center"
            label="Connect with Identity Center"
            icon={<IconPlugConnected {...icon} />}
            off={false}
          />
          <Place href="/people" label="People" icon={<IconUsers {...icon} />} off={why !== null} />
          <Place href="/people/tokens" label="API tokens" icon={<IconKey {...icon} />} off={why !== null} />
          {why && <p className={classes.about}>People and tokens: {why}</p>}
          {!viewer.local && (
            <>
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconLogout {...icon} />}
                closeMenuOnClick={false}
                disabled={running}
                onClick={signOut}
              >
                Sign out
              </Menu.Item>
            </>
          )}
          {problem && (
            <p className={classes.problem} role="alert">
              {problem.message}
            </p>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

/** A way that is off is no link: a link that is greyed out is followed all the same. */
function Place({ href, label, icon: leftSection, off }: { href: Route; label: string; icon: ReactNode; off: boolean }) {
  if (off)
    return (
      <Menu.Item leftSection={leftSection} disabled>
        {label}
      </Menu.Item>
    );
  return (
    <Menu.Item component={Link} href={href} leftSection={leftSection}>
      {label}
    </Menu.Item>
  );
}
