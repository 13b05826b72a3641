# A network load balancer with a TLS listener and target groups of each sort, and an application load balancer.
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }

resource "aws_subnet" "public" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = ["us-east-1a", "us-east-1b"][count.index]
}

resource "aws_acm_certificate" "main" {
  domain_name       = "shop.example.com"
  validation_method = "DNS"
}

resource "aws_lb" "entrance" {
  name                             = "entrance"
  load_balancer_type               = "network"
  subnets                          = aws_subnet.public[*].id
  enable_cross_zone_load_balancing = true
}

resource "aws_lb" "plain" {
  name               = "plain"
  load_balancer_type = "network"
  subnets            = aws_subnet.public[*].id
}

resource "aws_lb" "application" {
  name    = "application"
  subnets = aws_subnet.public[*].id
}

resource "aws_lb_target_group" "instances" {
  name     = "instances"
  port     = 8443
  protocol = "TCP"
  vpc_id   = aws_vpc.main.id
}

resource "aws_lb_target_group" "addresses" {
  name                              = "addresses"
  port                              = 8443
  protocol                          = "TLS"
  target_type                       = "ip"
  vpc_id                            = aws_vpc.main.id
  load_balancing_cross_zone_enabled = "false"
}

resource "aws_lb_target_group" "asked" {
  name               = "asked"
  port               = 8443
  protocol           = "TCP"
  target_type        = "ip"
  vpc_id             = aws_vpc.main.id
  preserve_client_ip = true
}

resource "aws_lb_target_group" "web" {
  name     = "web"
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_vpc.main.id
}

resource "aws_lb_listener" "tls" {
  load_balancer_arn = aws_lb.entrance.arn
  port              = 443
  protocol          = "TLS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate.main.arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.instances.arn
  }
}
