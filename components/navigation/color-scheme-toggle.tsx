'use client';

import { UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import classes from './color-scheme-toggle.module.css';

/** Both icons are always there and the style sheet shows one: the server does not know the scheme. */
export function ColorSchemeToggle() {
  const { toggleColorScheme } = useMantineColorScheme();
  return (
    <UnstyledButton className={classes.toggle} onClick={toggleColorScheme} aria-label="Switch between light and dark">
      <span className={classes.light}>
        <IconMoon size={16} stroke={1.7} aria-hidden="true" />
        <span className={classes.word}>Dark</span>
      </span>
      <span className={classes.dark}>
        <IconSun size={16} stroke={1.7} aria-hidden="true" />
        <span className={classes.word}>Light</span>
      </span>
    </UnstyledButton>
  );
}
