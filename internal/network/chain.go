package network

// findPaths draws the documented chain to this component, group by group, when it holds.
func (c *comparison) findPaths() {
	if !c.ingress || len(c.excess) > 0 {
		c.paths = c.excess
		return
	}
	chain, role := "", c.role
	hop := c.groupLabel(c.component)
	for range c.edges {
		edge, ok := c.edgeTo(role)
		if !ok {
			return
		}
		chain = " -> " + hop + ":" + edge.port() + chain
		if role = edge.from; role == Internet {
			c.paths = append(c.paths, Internet+chain)
			return
		}
		others := c.others.of(role)
		if len(others) == 0 {
			return
		}
		hop = c.groupLabel(others[0])
	}
}

func (c *comparison) groupLabel(o component) string {
	if groups := o.groups.Items(); len(groups) > 0 {
		return c.reach.name(groups[0])
	}
	return c.reach.name(o.id)
}

func (c *comparison) edgeTo(role string) (edge, bool) {
	for _, e := range c.edges {
		if e.to == role {
			return e, true
		}
	}
	return edge{}, false
}
