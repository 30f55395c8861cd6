'use client';

import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { Person } from '#lib/data/people.ts';
import classes from './people.module.css';
import { PersonAccess } from './person-access.tsx';
import { PersonRole } from './person-role.tsx';

/** All that can be decided about one person. */
export function PersonDialog({ person, isYou }: { person: Person; isYou: boolean }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        onClick={() => setOpened(true)}
        aria-haspopup="dialog"
        aria-label={`Change ${person.name}`}
      >
        Change
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={person.name}
        centered
        radius="lg"
        size={560}
        styles={{ title: { fontSize: 17, fontWeight: 600 } }}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <div className={classes.stack}>
          <p className={classes.quiet}>{person.email}</p>
          <PersonRole person={person} />
          <PersonAccess person={person} isYou={isYou} />
        </div>
      </Modal>
    </>
  );
}
