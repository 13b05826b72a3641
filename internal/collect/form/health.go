package form

// CheckProtocol is the protocol of health checks that Elastic Load Balancing takes for a target group of a protocol
// where none is said.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
func CheckProtocol(group string) string {
	switch group {
	case "HTTP", "HTTPS", "":
		return "HTTP"
	}
	return "TCP"
}
