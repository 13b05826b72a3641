package draw

// grid is where everything of a picture is drawn, in pixels. Zones are columns, tiers are rows, and each box has a
// lane of its own: so a way from a box to either side of the picture meets nothing, and edges run along the sides.
type grid struct {
	*Picture
	// lanes are the boxes from top to bottom, laneOf is the lane of each box.
	lanes, laneOf []int
	straights     []straight
	trunks        []trunk
	// boxes, tiers and cells are where those are; zones are where columns begin.
	boxes, tiers []rect
	cells        []cell
	zones        []int
	frame        rect
	column       int
	// left and right are the sides of the boxes' columns.
	left, right   int
	width, height int
}

type rect struct{ x, y, w, h int }

func (r rect) right() int  { return r.x + r.w }
func (r rect) bottom() int { return r.y + r.h }

// cell is where the subnets of a tier and zone are.
type cell struct {
	rect
	tier, zone int
}

// Sizes in pixels. Letters are taken to be as wide as those of a wide font.
const (
	margin      = 16
	columnGap   = 12
	padding     = 10
	titleHeight = 22
	lineHeight  = 16
	boxHeight   = 44
	endHeight   = 30
	portGap     = 17
	laneGap     = 12
	arrowGap    = 30
	rowGap      = 12
	trackGap    = 7
	letter      = 7.2 // of small text
	boldLetter  = 8.8
)

// layout decides where everything is.
func layout(p *Picture) *grid {
	g := &grid{Picture: p}
	g.stack()
	g.route()
	g.measure()
	g.place()
	g.assignTracks()
	g.assignPorts()
	return g
}

// stack orders the boxes from top to bottom.
func (g *grid) stack() {
	g.laneOf = make([]int, len(g.Boxes))
	rows := []int{Above}
	for t := range g.Tiers {
		rows = append(rows, t)
	}
	for _, row := range append(rows, Below) {
		for i := range g.Boxes {
			if g.Boxes[i].Row == row {
				g.laneOf[i] = len(g.lanes)
				g.lanes = append(g.lanes, i)
			}
		}
	}
}

// measure decides the columns, and how wide the sides are.
func (g *grid) measure() {
	zones := max(len(g.Zones), 1)
	g.column = [...]int{320, 180, 132, 112}[min(zones, 4)-1]
	content := zones*g.column + (zones-1)*columnGap
	g.left = margin + g.labels(true)
	g.right = g.left + content
	for z := range zones {
		g.zones = append(g.zones, g.left+z*(g.column+columnGap))
	}
	g.boxes = make([]rect, len(g.Boxes))
}

// place stacks rows and lanes.
func (g *grid) place() {
	y := g.placeRow(Above, margin-rowGap)
	top := y
	y += titleHeight
	if len(g.Zones) > 0 {
		y += lineHeight + 4
	}
	for t := range g.Tiers {
		y = g.placeTier(t, y) + rowGap
	}
	if len(g.Tiers) == 0 {
		y += padding
	}
	g.frame = rect{g.left - g.labels(true), top, g.right - g.left + g.labels(true) + g.labels(false), y - top}
	y = g.placeRow(Below, y+rowGap)
	g.height = y
}

// placeRow places boxes outside of the VPC.
func (g *grid) placeRow(row, y int) int {
	for _, i := range g.lanes {
		if g.Boxes[i].Row != row {
			continue
		}
		h := g.heightOf(i, endHeight)
		y += g.gapBefore(i, rowGap)
		g.boxes[i] = rect{g.left, y, g.right - g.left, h}
		y += h
	}
	if row == Above {
		return y + rowGap
	}
	return y
}

// mostLines is how many subnets of a cell are written.
const mostLines = 3

// placeTier places a row: its name, its subnets, the boxes in it.
func (g *grid) placeTier(t, y int) int {
	start := y
	y += titleHeight
	byZone := map[int]int{}
	lines := 0
	for _, s := range g.Tiers[t].Subnets {
		byZone[s.Zone]++
		lines = max(lines, min(byZone[s.Zone], mostLines))
	}
	cells := y
	y += lines * lineHeight
	if lines > 0 {
		y += 6
	}
	empty := true
	for _, i := range g.lanes {
		if g.Boxes[i].Row != t {
			continue
		}
		empty = false
		y += g.gapBefore(i, laneGap)
		x, right := g.span(&g.Boxes[i])
		g.boxes[i] = rect{x + padding, y, right - x - 2*padding, g.heightOf(i, boxHeight)}
		y += g.boxes[i].h
	}
	if !empty {
		y += padding
	}
	y = max(y, cells+4)
	for z := range g.zones {
		if byZone[z] > 0 {
			g.cells = append(g.cells, cell{rect{g.zones[z], cells, g.column, y - cells}, t, z})
		}
	}
	g.tiers = append(g.tiers, rect{g.left, start, g.right - g.left, y - start})
	return y
}

// span are the sides of the zones that a box is in; one that is in none has the whole width.
func (g *grid) span(b *Box) (left, right int) {
	if len(b.Zones) == 0 {
		return g.left, g.right
	}
	return g.zones[b.Zones[0]], g.zones[b.Zones[len(b.Zones)-1]] + g.column
}

// gapBefore is what stands free above a box: more where an arrow with its label comes straight down.
func (g *grid) gapBefore(box, gap int) int {
	for _, s := range g.straights {
		if g.Edges[s.edge].To == box {
			return arrowGap
		}
	}
	return gap
}

// heightOf is enough for the text of a box and for all edges at either side.
func (g *grid) heightOf(box, least int) int {
	left, right := 0, 0
	for _, t := range g.trunks {
		n := t.touches(g.Edges, box)
		if t.up {
			left += n
		} else {
			right += n
		}
	}
	return max(least, max(left, right)*portGap+8)
}
