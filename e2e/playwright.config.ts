import { defineConfig } from '@playwright/test';
import { browserArgs, browserPath } from './fixtures/browser.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  // One product, one simulated AWS, one clock: the specs share them, each with buckets of its own.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // On a starved machine a browser can be late; what failed is tried again from the start, with a product of its own.
  retries: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    timezoneId: 'UTC',
    locale: 'en-US',
    // A half faded dialog has half the contrast.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: await browserPath(), args: browserArgs },
  },
});
