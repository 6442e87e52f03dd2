// The style sheets of all that the first page does without.
import './rest.css';
