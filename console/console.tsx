import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import './design/tokens.css'
import './design/base.css'
import './design/shell.css'
import './design/parts.css'
import './design/bars.css'
import './design/screens.css'

const element = document.getElementById('console')
if (element === null) throw new Error('the page has no place for the console')
createRoot(element).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
