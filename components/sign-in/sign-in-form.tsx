'use client';

import { useState } from 'react';
import { CodeStep } from './code-step.tsx';
import { PasswordStep } from './password-step.tsx';

/** A password, then for who has one the second factor, then on to where they wanted to go. */
export function SignInForm({ to }: { to: string }) {
  const [step, setStep] = useState<'password' | 'code'>('password');
  // A whole new document, so that nothing is left of what was read before.
  const go = () => window.location.assign(to);
  if (step === 'code') return <CodeStep onIn={go} onBack={() => setStep('password')} />;
  return <PasswordStep onIn={go} onSecondFactor={() => setStep('code')} />;
}
