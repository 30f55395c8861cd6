import { configureGlobal } from 'fast-check';

// What passes once passes always: whoever looks for more cases changes the seed.
configureGlobal({ seed: 47 });
