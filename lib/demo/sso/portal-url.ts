/** Where a person of the demo starts to connect; the simulated AWS asks for no region. */
export const demoStartUrl = 'https://d-9067642ac7.awsapps.com/start';
