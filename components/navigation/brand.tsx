import Link from 'next/link';
import classes from './brand.module.css';

export function Brand() {
  return (
    <Link href="/" className={classes.brand}>
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
        <clipPath id="brand">
          <rect width="20" height="20" rx="5.5" />
        </clipPath>
        <g clipPath="url(#brand)">
          <rect width="20" height="20" fill="#d97706" />
          <path d="M10 0h10v9H8z" fill="#f7d7a8" />
          <path d="M8.6 20 11 9h9v11z" fill="#0f8f78" />
        </g>
      </svg>
      Straybytes
    </Link>
  );
}
