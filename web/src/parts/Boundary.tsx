// One boundary a page: what breaks inside shows its cause and a way on, and the shell around it stays.
import { Component, type ReactNode } from 'react';

import { Failed } from './States';

interface BoundaryState {
  error: unknown;
  broken: boolean;
}

export class Boundary extends Component<{ children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { error: null, broken: false };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error, broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return <Failed error={this.state.error} again={() => this.setState({ error: null, broken: false })} />;
  }
}
